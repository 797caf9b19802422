export { ServerConnection } from "@jupyterlab/services/src/serverconnection";

export const CommsOverSubshells = { Disabled: "disabled", PerComm: "perComm", PerCommTarget: "perCommTarget" };
