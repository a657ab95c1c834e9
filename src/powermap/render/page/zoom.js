// Zoom: the picture in its frame, moved by dragging and scaled by buttons, keys, wheel and fingers.
const ZOOM_STEP = 1.25; // factor of one press on a button or key
const LARGEST_SCALE = 6; // pixels per point
const READABLE_SCALE = 0.55; // pixels per point below which names are too small to read
const SCROLLED_SCALE = 0.75; // pixels per point where the picture is wider than its frame
const WHEEL_SPEED = 300; // wheel distance that scales by e
const DRAG_THRESHOLD = 5; // pixels a pressed pointer moves before it drags

class Zoom {
  constructor(root, svg) {
    this.stage = root.querySelector(".pm-stage");
    this.svg = svg;
    this.width = svg.viewBox.baseVal.width;
    this.height = svg.viewBox.baseVal.height;
    this.scale = 1; // pixels per point
    this.hasList = Boolean(root.querySelector(".pm-views"));
    this.isChosen = false; // whether the reader has zoomed; then a resize changes nothing
    const resized = new ResizeObserver(() => {
      if (!this.isChosen) this.setScale(this.initialScale(), 0, 0);
    });
    resized.observe(this.stage);
    this.listenToWheel();
    this.stage.addEventListener("keydown", (event) => this.scaleByKey(event));
    enableDragging(this.stage);
    enablePinching(this.stage, (factor, x, y) => this.scaleAround(factor, x, y));
  }

  scaleBy(factor) {
    this.isChosen = true;
    this.setScale(this.scale * factor, this.stage.clientWidth / 2, this.stage.clientHeight / 2);
  }

  // Keeps the point of the picture under (clientX, clientY) where it is.
  scaleAround(factor, clientX, clientY) {
    this.isChosen = true;
    const frame = this.stage.getBoundingClientRect();
    this.setScale(this.scale * factor, clientX - frame.left, clientY - frame.top);
  }

  showAll() {
    this.isChosen = true;
    this.setScale(this.scaleToFit(), 0, 0);
  }

  setScale(wantedScale, x, y) {
    const scaleBefore = this.scale;
    const smallest = Math.min(this.scaleToFit(), READABLE_SCALE);
    this.scale = Math.min(Math.max(wantedScale, smallest), LARGEST_SCALE);
    this.svg.style.width = `${this.width * this.scale}px`;
    this.svg.style.height = `${this.height * this.scale}px`;
    const factor = this.scale / scaleBefore;
    this.stage.scrollLeft = (this.stage.scrollLeft + x) * factor - x;
    this.stage.scrollTop = (this.stage.scrollTop + y) * factor - y;
  }

  scaleToFit() {
    const { maxHeight } = getComputedStyle(this.stage);
    const borders = this.stage.offsetHeight - this.stage.clientHeight;
    // A pixel less, or rounding would bring scroll bars.
    const room = parseFloat(maxHeight) - borders - 1;
    return Math.min(this.stage.clientWidth / this.width, room / this.height);
  }

  // All of the picture. On a phone a picture without a list of its people is as large as
  // one can read it instead, since nothing else says what it says.
  initialScale() {
    const scaleToFit = this.scaleToFit();
    const isPhone = this.stage.clientWidth <= NARROW_LAYOUT && !this.hasList;
    return isPhone && scaleToFit < READABLE_SCALE ? SCROLLED_SCALE : scaleToFit;
  }

  listenToWheel() {
    const zoomByWheel = (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // a wheel alone scrolls, as everywhere
      event.preventDefault();
      this.scaleAround(Math.exp(-event.deltaY / WHEEL_SPEED), event.clientX, event.clientY);
    };
    this.stage.addEventListener("wheel", zoomByWheel, { passive: false });
  }

  scaleByKey(event) {
    const factor = { "+": ZOOM_STEP, "=": ZOOM_STEP, "-": 1 / ZOOM_STEP }[event.key];
    // With Ctrl or Cmd these keys zoom the browser.
    if (factor && !event.ctrlKey && !event.metaKey) this.scaleBy(factor);
  }
}

function enableDragging(stage) {
  let origin = null;
  stage.addEventListener("pointerdown", (event) => {
    // A finger scrolls by itself; a press on the stage itself is on a scroll bar.
    if (event.pointerType === "touch" || event.button || event.target === stage) return;
    origin = { x: event.clientX, y: event.clientY, left: stage.scrollLeft, top: stage.scrollTop };
  });
  // Selecting text while dragging would take more time than a frame has.
  stage.addEventListener("mousedown", (event) => event.preventDefault());
  stage.addEventListener("pointermove", (event) => {
    if (!origin || !event.buttons) return;
    const dx = event.clientX - origin.x;
    const dy = event.clientY - origin.y;
    const isDragging = stage.classList.contains("pm-dragging");
    if (!isDragging && Math.hypot(dx, dy) < DRAG_THRESHOLD) return;
    if (!stage.hasPointerCapture(event.pointerId)) stage.setPointerCapture(event.pointerId);
    stage.classList.add("pm-dragging");
    stage.scrollTo(origin.left - dx, origin.top - dy);
  });
  const stop = () => {
    origin = null;
  };
  stage.addEventListener("pointerup", stop);
  stage.addEventListener("pointercancel", stop);
  // The click that ends a drag selects nothing.
  const swallowClick = (event) => {
    if (!stage.classList.contains("pm-dragging")) return;
    stage.classList.remove("pm-dragging");
    event.stopPropagation();
  };
  stage.addEventListener("click", swallowClick, { capture: true });
}

function enablePinching(stage, scaleAround) {
  let distanceBefore = 0;
  const start = (event) => {
    distanceBefore = event.touches.length === 2 ? fingerDistance(event.touches) : 0;
  };
  const move = (event) => {
    if (!distanceBefore || event.touches.length !== 2) return;
    event.preventDefault();
    const [one, other] = event.touches;
    const distance = fingerDistance(event.touches);
    const middleX = (one.clientX + other.clientX) / 2;
    const middleY = (one.clientY + other.clientY) / 2;
    scaleAround(distance / distanceBefore, middleX, middleY);
    distanceBefore = distance;
  };
  stage.addEventListener("touchstart", start, { passive: true });
  stage.addEventListener("touchmove", move, { passive: false });
}

function fingerDistance([one, other]) {
  return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
}
