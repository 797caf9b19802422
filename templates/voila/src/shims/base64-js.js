// Bytes in base64 and back, by what every browser has.
const AT_ONCE = 8192; // arguments of one call

export const toByteArray = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

export function fromByteArray(bytes) {
  let signs = "";
  for (let at = 0; at < bytes.length; at += AT_ONCE) signs += String.fromCharCode(...bytes.subarray(at, at + AT_ONCE));
  return btoa(signs);
}
