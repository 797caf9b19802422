// What has been typed and is not yet in the store, kept on the device: one record for each entry and open page.
// A page that was closed, reloaded or killed leaves its records behind; the next page takes them over.

const CHANNEL = "kit:drafts";
const ANSWER_MS = 250;

export class Drafts {
  /** `prefix` is the key's start ("kit:<workshop>:<person>:<form>:<session>"); `page` tells this page from others. */
  constructor(prefix, page) {
    this.prefix = prefix;
    this.page = page;
    this.working = true;
    this.ended = false;
    this.channel = openChannel();
    this.channel?.addEventListener("message", ({ data }) => this.answer(data));
  }

  key(entry) {
    return `${this.prefix}:${entry}:${this.page}`;
  }

  /** Keeps a record; false where the device will not (storage full, private window). */
  write(entry, record) {
    if (this.ended) return false;
    try {
      localStorage.setItem(this.key(entry), JSON.stringify(record));
      this.working = true;
    } catch {
      this.working = false;
    }
    return this.working;
  }

  remove(entry) {
    try {
      localStorage.removeItem(this.key(entry));
    } catch {
      this.working = false;
    }
  }

  /** Hands over the records of pages that are no longer open, once it is known which those are. */
  async takeOver() {
    const left = this.others();
    if (left.length === 0) return [];
    const open = await this.openPages(new Set(left.map((record) => record.page)));
    return left.filter((record) => !open.has(record.page)).flatMap((record) => this.adopt(record));
  }

  adopt({ key, entry }) {
    const record = this.read(key);
    if (!record) return [];
    if (this.write(entry, record)) localStorage.removeItem(key);
    return [{ entry, record }];
  }

  /** A record, or null where it is not ours or cannot be read; it is left where it is. */
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  others() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${this.prefix}:`));
      const parts = keys.map((key) => ({ key, rest: key.slice(this.prefix.length + 1).split(":") }));
      return parts
        .filter(({ rest }) => rest.length === 2 && rest[1] !== this.page)
        .map(({ key, rest }) => ({ key, entry: rest[0], page: rest[1] }));
    } catch {
      this.working = false;
      return [];
    }
  }

  /** Which of `pages` are open in another tab: they answer at once. */
  openPages(pages) {
    const open = new Set();
    if (!this.channel) return Promise.resolve(open);
    const hear = ({ data }) => data?.here && pages.has(data.here) && open.add(data.here);
    this.channel.addEventListener("message", hear);
    for (const page of pages) this.channel.postMessage({ who: page });
    return new Promise((resolve) => {
      setTimeout(() => {
        this.channel?.removeEventListener("message", hear);
        resolve(open);
      }, ANSWER_MS);
    });
  }

  answer(message) {
    if (message?.who === this.page) this.channel.postMessage({ here: this.page });
    if (message?.signedOut) this.ended = true; // this person's other tabs must not write again
  }

  close() {
    this.channel?.close();
    this.channel = null;
  }

  /** Signing out: nothing that anybody typed stays on the device. */
  forgetAll() {
    this.ended = true;
    this.channel?.postMessage({ signedOut: true });
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith("kit:")) localStorage.removeItem(key);
    } catch {
      // A device that refuses storage has kept nothing.
    }
  }
}

function openChannel() {
  return typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
}
