// Sorting, search and filters of the accounts, and the reasons of each. The tables are in
// the page already, so nothing is lost where no script runs.

const main = document.querySelector("main");
const table = document.querySelector("table.accounts");
const dark = document.getElementById("dark");
const root = document.documentElement;
const FEW = 200; // rows that are laid out at once; a thousand would take seconds

function isDark() {
  const [red] = getComputedStyle(root).backgroundColor.match(/\d+/g);
  return Number(red) < 128;
}

function enableDark() {
  dark.hidden = false;
  dark.setAttribute("aria-pressed", isDark());
  dark.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    dark.setAttribute("aria-pressed", isDark());
  });
}

// A row with all that is needed to find and sort it, read once.
function readAccount(row) {
  const cells = [...row.cells];
  const name = cells[0].textContent;
  const texts = cells.map((cell) => cell.textContent);
  texts.push(row.dataset.latin || "", foldText(name).replace(/ /g, ""));
  return {
    row,
    number: Number(row.dataset.number),
    keys: cells.map((cell) => readKey(cell.dataset.sort)),
    filters: JSON.parse(row.dataset.filters),
    searchText: foldText(texts.join(" ")),
  };
}

function readKey(text) {
  if (text === "") return null;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

class Accounts {
  constructor() {
    this.body = table.tBodies[0];
    this.accounts = [...this.body.rows].map(readAccount);
    this.heat = new Map();
    for (const row of document.querySelectorAll(".coverage tbody tr")) {
      this.heat.set(Number(row.dataset.number), row);
    }
    this.heads = [...table.tHead.rows[0].cells];
    this.status = document.querySelector(".count");
    this.search = document.querySelector(".bar input");
    this.filters = [...document.querySelectorAll("[data-filter]")];
    this.sorting = document.querySelector("[data-sort]");
    this.compare = new Intl.Collator(root.lang, { numeric: true }).compare;
    this.sorted = null; // the column, and whether the largest comes first
    this.order = this.accounts;
    this.most = FEW;
    this.more = document.querySelector("[data-more]:not(main)");
    this.data = JSON.parse(document.getElementById("reasons").textContent);
    this.enable();
    this.apply();
  }

  enable() {
    document.querySelector(".bar").hidden = false;
    this.search.addEventListener("input", () => this.apply());
    for (const select of this.filters) select.addEventListener("change", () => this.apply());
    this.sorting.addEventListener("change", () => this.sortBy(this.sorting.value));
    this.more.addEventListener("click", () => {
      this.most = Infinity;
      this.apply();
    });
    document.querySelector("[data-reset]").addEventListener("click", () => this.reset());
    this.heads.forEach((head, column) => {
      const button = createElement("button", { type: "button" }, head.textContent);
      head.replaceChildren(button);
      button.addEventListener("click", () => this.sortBy(column));
    });
    for (const account of this.accounts) this.addToggle(account);
  }

  addToggle(account) {
    const [head] = account.row.cells;
    const name = head.textContent.trim();
    const button = createElement(
      "button",
      { type: "button", class: "toggle", "aria-expanded": false, title: main.dataset.reasons },
      createElement("span", { class: "hidden" }, `${main.dataset.reasons}: ${name}`),
    );
    const label = createElement("span", { class: "label" }, button);
    const text = createElement("span", {});
    text.append(...head.childNodes);
    label.append(text);
    head.append(label);
    button.addEventListener("click", () => this.toggle(account, button));
  }

  // The reasons stand in a row of their own below the account, made when first opened.
  toggle(account, button) {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    if (!account.why) account.why = this.reasonsOf(account);
    button.setAttribute("aria-expanded", !isOpen);
    if (isOpen) account.why.remove();
    else account.row.after(account.why);
  }

  reasonsOf(account) {
    const list = createElement("dl", {});
    for (const [title, text] of this.data[account.number]) {
      const pair = [createElement("dt", {}, title), createElement("dd", {}, text)];
      list.append(createElement("div", {}, ...pair));
    }
    const cell = createElement("td", { colspan: this.heads.length }, list);
    return createElement("tr", { class: "why" }, cell);
  }

  matches(account) {
    const isChosen = this.filters.every(
      (select, place) => !select.value || account.filters[place].includes(select.value),
    );
    return isChosen && matchesSearch(account, this.search.value);
  }

  apply() {
    let count = 0;
    for (const account of this.order) {
      const isShown = this.matches(account);
      count += isShown;
      for (const row of [account.row, account.why, this.heat.get(account.number)]) {
        if (!row) continue;
        row.hidden = !isShown;
        row.classList.toggle("later", count > this.most);
      }
    }
    const rest = count - this.most;
    this.more.parentElement.hidden = rest <= 0;
    this.more.textContent = main.dataset.more.replace("{count}", rest);
    this.status.textContent = main.dataset.found
      .replace("{count}", count)
      .replace("{total}", this.accounts.length);
  }

  // Numbers begin with the largest, texts with the first letter; once more turns it round.
  sortBy(value) {
    if (value === "") return;
    const column = Number(value);
    const isNumber = this.accounts.some((each) => typeof each.keys[column] === "number");
    const again = this.sorted?.column === column;
    const isDown = again ? !this.sorted.isDown : isNumber;
    this.sorted = { column, isDown };
    const sign = isDown ? -1 : 1;
    this.place(
      [...this.accounts].sort((one, other) => this.precedence(one, other, column, sign)),
    );
    this.heads.forEach((head, place) => {
      if (place === column) head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    this.sorting.value = String(column);
  }

  // Whatever is not known stands at the end in both directions.
  precedence(one, other, column, sign) {
    const [first, second] = [one.keys[column], other.keys[column]];
    if (first === null || second === null) return (first === null) - (second === null);
    if (typeof first === "number") return sign * (first - second);
    return sign * this.compare(first, second);
  }

  place(accounts) {
    this.order = accounts;
    const rows = [];
    const heat = [];
    for (const account of accounts) {
      rows.push(account.row);
      if (account.why?.isConnected) rows.push(account.why);
      const line = this.heat.get(account.number);
      if (line) heat.push(line);
    }
    this.apply();
    this.body.replaceChildren(...rows);
    document.querySelector(".coverage tbody")?.replaceChildren(...heat);
  }

  reset() {
    this.search.value = "";
    this.sorting.value = "";
    for (const select of this.filters) select.value = "";
    this.sorted = null;
    for (const head of this.heads) head.removeAttribute("aria-sort");
    this.most = FEW;
    this.place(this.accounts);
  }
}

enableDark();
if (table) new Accounts();
