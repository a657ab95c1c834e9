// The page around the live board: it carries requests to the server, saves, and shows the check beside the board.
// The board itself is the one of notebooks; it is given a model with the same face.

import board, { made, Model } from "./board.js";

const { plan, root, words } = JSON.parse(document.body.dataset.page);
const LOOK = 4000; // milliseconds between looks at the file
const find = (selector) => document.querySelector(selector);

// What goes wrong has the status only where the app itself refused: what a server on the way said may change again.
async function send(act, body) {
  const headers = { "Content-Type": "application/json" };
  const asked = fetch(`${root}/do/${act}`, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await asked.catch(() => {
    throw new Error(words.lost);
  });
  const given = await answer.json().catch(() => undefined);
  const ours = given instanceof Object;
  if (answer.ok && ours) return given;
  if (ours && "error" in given) throw Object.assign(new Error(given.error), { status: answer.status });
  throw new Error(words.unexpected);
}

class Page {
  async open() {
    const state = await send("open", { plan });
    this.window = state.window;
    this.words = state.words;
    this.begin(state);
    find(".save").onclick = () => this.save();
    for (const button of document.querySelectorAll("nav button")) button.onclick = () => this.show(button);
    addEventListener("keydown", (event) => this.key(event));
    addEventListener("beforeunload", (event) => this.changed && event.preventDefault());
    setInterval(() => this.look(), LOOK);
  }

  // A board anew: after it was opened, and after the plan came from the file again.
  begin(state) {
    this.close?.();
    this.isLost = false;
    this.file = "same";
    [this.log, this.logged] = [[], 0]; // what was asked of the board since it was as the file is, and up to which number
    this.model = new Model({ words: this.words, ...state }, (requests) => this.ask(requests));
    this.close = board.render({ model: this.model, el: find("section.board") });
    this.frame(state);
  }

  frame({ changed, writable, findings, digest }) {
    this.digest = digest;
    const before = this.changed;
    this.changed = changed;
    if (this.file !== "same" && before !== changed) this.tellFile();
    find(".save").disabled = !changed;
    find(".state").textContent = writable ? (changed ? words.unsaved : "") : words.read_only;
    find(".findings").replaceChildren(...findings.map((each) => this.finding(each)));
    if (!findings.length) find(".findings").append(made("li", {}, words.nothing_found));
  }

  finding({ code, severity, people, message, because, next_step }) {
    const head = made("summary", {}, made("b", { className: severity }, code), " ", message);
    const why = made("p", {}, made("b", {}, words.because), " ", because);
    const next = made("p", {}, made("b", {}, words.next_step), " ", next_step);
    const item = made("li", {}, made("details", {}, head, why, next));
    for (const [come, on] of [["pointerenter", true], ["pointerleave", false]])
      item.addEventListener(come, () => this.mark(people, on));
    return item;
  }

  mark(people, on) {
    for (const id of people) find(`.pm-stage [data-person="${CSS.escape(id)}"]`)?.classList.toggle("marked", on);
  }

  // One after another, so that an answer never overtakes a later one.
  run(act, body = {}) {
    const ask = () => send(act, { window: this.window, ...body });
    const again = async (error) => {
      if (error.status !== 410 || this.isForgotten) throw error;
      await this.reopen(error);
      return ask();
    };
    const answer = (this.turn ?? Promise.resolve()).then(ask).catch(again);
    this.turn = answer.catch(() => {});
    return answer;
  }

  // The server forgot this window, as after a restart. Another one goes on where it leads to what is shown here.
  async reopen(error) {
    let state = await send("open", { plan });
    const { window, digest } = state;
    if (digest === this.digest && this.log.length) state = await send("ask", { window, requests: this.log });
    const shown = ({ svg, people, joined }) => JSON.stringify([svg, people, joined]);
    const before = this.model.get("_picture");
    this.isForgotten = digest !== this.digest || shown(state.picture) !== shown(before);
    if (this.isForgotten) throw error;
    this.window = window;
    this.model.take({ picture: state.picture, answer: this.model.get("_answer") });
  }

  async ask(requests) {
    try {
      const state = await this.run("ask", { requests });
      if (this.file === "same") this.tell("");
      this.log.push(...requests.filter(({ n }) => n > this.logged));
      this.logged = requests.at(-1).n;
      this.model.take(state);
      this.frame(state);
      this.isLost = false;
    } catch (error) {
      this.refuse(error);
      // It may have been done all the same: it is asked again, and the server does it once.
      this.isLost = !error.status;
      this.changed ||= this.isLost;
      if (this.isLost) return;
      const { n } = requests.at(-1);
      this.model.take({ picture: this.model.get("_picture"), answer: { n, refused: error.message } });
    }
  }

  // What was asked while the server did not answer comes first.
  async catchUp() {
    if (this.isLost) await this.ask(this.model.get("_requests"));
    if (this.isLost) throw new Error(words.lost);
  }

  async save(again = false) {
    try {
      await this.catchUp();
      const state = await this.run("save", { again });
      this.file = "same";
      this.log = [];
      this.frame(state);
      this.tell(state.notes.join(" "));
      find(".state").textContent = words.saved;
    } catch (error) {
      this.refuse(error);
      if (error.status === 409) this.look();
    }
  }

  async download() {
    try {
      await this.catchUp();
      const { content, notes } = await this.run("download");
      const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
      const link = made("a", { href: URL.createObjectURL(new Blob([bytes])), download: plan.split("/").at(-1) });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      if (notes.length) this.tell(notes.join(" "), this.choices());
    } catch (error) {
      this.refuse(error);
    }
  }

  async look() {
    if (document.hidden || this.isForgotten) return;
    try {
      const { file } = await this.run("look");
      const isNew = file !== this.file || (this.cannotLook && file !== "same");
      this.file = file;
      if (isNew) this.tellFile();
      else if (this.cannotLook) this.tell("");
      this.cannotLook = false;
      if (this.isLost) this.ask(this.model.get("_requests"));
    } catch (error) {
      this.cannotLook = true;
      this.refuse(error);
    }
  }

  tellFile() {
    this.tell(this.file === "same" ? "" : words[this.file], this.choices());
  }

  // What can be done where the file is not as it was opened.
  choices() {
    const button = (word, act) => made("button", { type: "button", onclick: act }, words[word]);
    const download = button("download", () => this.download());
    if (this.file === "same") return [];
    if (this.file === "gone") return [button("save_again", () => this.save(true)), download];
    if (!this.changed) return [button("reload", () => this.again("reload"))];
    return [button("merge", () => this.again("merge")), button("discard", () => this.again("reload")), download];
  }

  async again(act) {
    find("section.board").inert = true; // what is done to a board that goes would be lost
    try {
      if (act === "merge") await this.catchUp();
      const state = await this.run(act);
      this.begin(state);
      const shown = find('nav [aria-pressed="true"]');
      if (shown.dataset.show !== "board") this.show(shown); // with what is new
      const conflicts = (state.conflicts ?? []).map((each) => each.because);
      const list = made("ul", {}, ...conflicts.map((text) => made("li", {}, text)));
      if (conflicts.length) this.tell(words.conflicts, [list]);
      else this.tell(act === "merge" ? words.merged : "");
    } catch (error) {
      this.refuse(error);
    } finally {
      find("section.board").inert = false;
    }
  }

  tell(text, more = []) {
    this.told = text;
    const notice = find(".notice");
    notice.replaceChildren(text, ...more);
    notice.hidden = !text;
  }

  refuse(error) {
    // Once, or a screen reader would hear it every few seconds.
    if (error.message !== this.told) this.tell(error.message, this.choices());
  }

  show(button) {
    for (const each of document.querySelectorAll("nav button")) each.setAttribute("aria-pressed", each === button);
    const what = button.dataset.show;
    const frame = find(".shown");
    find("section.board").hidden = what !== "board";
    frame.hidden = what === "board";
    if (what === "board") frame.removeAttribute("src");
    else frame.src = `${root}/show/${what}?window=${encodeURIComponent(this.window)}`;
    frame.title = button.textContent;
  }

  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); // which sends what is being typed
    if (this.changed) this.save();
  }
}

const page = new Page();
page.open().catch((error) => {
  page.refuse(error);
  find("nav").hidden = find("main").hidden = true; // there is no plan to show
});
