// The time of day where the workshop is held, whatever this device's zone.
import { asWritten } from "./follow.js";

/** Hours and minutes of a moment (milliseconds) in a time zone of the IANA list, in the digits of the page's language. */
export function timeOfDay(moment, zone) {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, hourCycle: "h23", hour: "numeric", minute: "numeric" }).formatToParts(moment);
  return ["hour", "minute"].map((type) => asWritten(Number(parts.find((part) => part.type === type).value), 2)).join(":");
}
