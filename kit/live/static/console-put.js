// What is drawn again and again from fresh data changes only where its words do, so that nothing is read out twice.

/** Puts words into an element, where they are others than stand there. */
export function put(place, words) {
  if (place.textContent !== words) place.textContent = words;
}
