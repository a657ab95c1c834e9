// The board in an app of Streamlit, below the board's own page in one module. Streamlit calls this for each new data of
// the same element; what was mounted goes on as long as it is the same board in the same words.

const mounted = new WeakMap();

class Mounted {
  // Numbers go on after those that wait for an answer, or the next request would have one of theirs.
  constructor(data, element, waiting) {
    this.board = data.board;
    this.words = JSON.stringify(data.words);
    this.model = new Model(data, (requests) => this.set("asked", { board: this.board, requests }), waiting);
    this.place = made("div");
    element.append(this.place);
    this.close = board.render({ model: this.model, el: this.place });
    if (data.answer.refused) this.model.take(data); // which says it
  }

  isOf(data) {
    return this.board === data.board && this.words === JSON.stringify(data.words);
  }

  end() {
    this.close();
    this.place.remove();
  }
}

function end(element) {
  mounted.get(element)?.end();
  mounted.delete(element);
}

export default function show({ data, parentElement, setStateValue }) {
  const before = mounted.get(parentElement);
  if (before?.isOf(data)) before.model.take(data);
  else {
    const waiting = before?.board === data.board ? before.model.get("_requests") : [];
    end(parentElement);
    mounted.set(parentElement, new Mounted(data, parentElement, waiting));
  }
  mounted.get(parentElement).set = setStateValue;
  return () => end(parentElement);
}
