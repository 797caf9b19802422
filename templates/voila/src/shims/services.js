export { ServerConnection } from "@jupyterlab/services/lib/serverconnection";

export const CommsOverSubshells = { Disabled: "disabled", PerComm: "perComm", PerCommTarget: "perCommTarget" };
