// The code of a join link stands behind "#", which browsers send nowhere; it must not stay in the history either.
const place = document.getElementById("code");
const take = () => {
  const code = decodeURIComponent(location.hash.slice(1)).trim();
  if (/^[\w-]{1,40}$/.test(code)) {
    place.value = code;
    document.getElementById("name")?.focus();
  }
  if (location.hash || location.pathname !== "/join") history.replaceState(null, "", "/join");
};
addEventListener("hashchange", take);
take();

// What has been typed goes along to the same form in another language.
const tongues = document.getElementById("read-in");
tongues?.addEventListener("submit", () => {
  for (const name of ["code", "name"]) tongues.elements.namedItem(name).value = document.getElementById(name).value;
});
