"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const plot = document.getElementById("plot");
  const turns = data.elapsed.length;
  if (turns === 0) {
    plot.hidden = document.getElementById("keys").hidden = true;
    return;
  }

  const HOUR = 3600, DAY = 24 * HOUR;
  const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR,
    DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 60 * DAY, 90 * DAY, 365 * DAY];
  const LEFT = 48, RIGHT = 14, NAME = 32, BETWEEN = 12, AXIS = 24;
  const next = index => index + 1 < turns ? data.elapsed[index + 1] : data.length;
  const changes = data.replicas.flatMap((count, i) => count === (i ? data.replicas[i - 1] : data.start) ? [] : [i]);
  const largest = numbers => numbers.reduce((most, number) => Math.max(most, number), 0);
  const peak = Math.max(largest(data.replicas), largest(data.recorded ?? []), data.start);
  let draw, current = changes.length ? changes[0] : 0;

  /** The last turn until then. */
  const turnAt = seconds => {
    let low = 0, high = turns - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (data.elapsed[middle] <= seconds) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  // ---- text

  const two = number => String(number).padStart(2, "0");
  const clock = (seconds, precise) => {
    const whole = Math.floor(seconds), rest = Math.round((seconds - whole) * 1000);
    const days = precise && whole >= 2 * DAY ? Math.floor(whole / DAY) : 0;
    const text = (days ? days + " d " : "") + (Math.floor(whole / HOUR) - 24 * days) + ":" + two(Math.floor(whole / 60) % 60);
    return precise ? text + ":" + two(whole % 60) + (rest ? "." + String(rest).padStart(3, "0") : "") : text;
  };
  const short = number => {
    const unit = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]].find(([size]) => number >= size);
    return unit ? +(number / unit[0]).toPrecision(3) + unit[1] : String(+number.toPrecision(3));
  };
  const date = seconds => data.beginning === undefined ? ""
    : new Date(data.beginning + seconds * 1000).toISOString().slice(0, 19).replace("T", " ") + " UTC";
  const replicas = count => count + (count === 1 ? " replica" : " replicas");
  const counted = index => replicas(data.replicas[index])
    + (data.recorded ? `, recorded ${data.recorded[index] ?? "unknown"}` : "");
  const steps = index => data.walks[data.walk[index]].map(step => data.steps[step]);
  const said = (trigger, index) => trigger.said[index] === undefined ? null : trigger.texts[trigger.said[index]];
  const reading = (trigger, index) => {
    const text = said(trigger, index);
    return text ? text[0] : String(trigger.value[index] ?? "nothing");
  };
  const failed = (trigger, index) => said(trigger, index)?.[1] === true;
  const held = new Set(data.held), unwritten = new Set(data.unwritten), gaps = new Set(data.gaps);
  const end = index => gaps.has(index) ? data.elapsed[index] : next(index);
  const marks = index => [unwritten.has(index) && "write failed", data.triggers.some(each => failed(each, index)) && "reading failed",
    gaps.has(index) && "turns are missing after this one"].filter(Boolean).join(", ");

  // ---- drawing

  const element = (name, attributes, parent, text) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    if (text !== undefined) made.textContent = text;
    parent.append(made);
    return made;
  };

  /** Round numbers from 0 to the first that reaches the largest. */
  const ticks = (most, count, whole) => {
    const raw = Math.max(most, whole ? 1 : 1e-3) / count;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 2.5, 5, 10, 20].map(each => each * power)
      .find(each => each >= raw * 0.999 && (!whole || Number.isInteger(each)));
    return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, i) => +(i * step).toPrecision(12));
  };

  /** A line that holds each number until the next turn; null leaves a hole. */
  const stairs = (numbers, x, y) => numbers.map((number, i) => number === null ? ""
    : (i && numbers[i - 1] !== null && !gaps.has(i - 1) ? "L" : "M") + x(data.elapsed[i]) + " " + y(number)
      + "H" + x(end(i))).join("");

  /** From the first to the end of the last of turns that follow each other. */
  const spans = which => {
    const found = [];
    for (let i = 0; i < turns; i++) {
      const last = found[found.length - 1];
      if (which(i) && last && last[1] === data.elapsed[i]) last[1] = end(i);
      else if (which(i)) found.push([data.elapsed[i], end(i)]);
    }
    return found;
  };

  const render = () => {
    const width = Math.max(plot.clientWidth, 200), narrow = width < 640;
    const heights = [narrow ? 170 : 230, ...data.triggers.map(() => narrow ? 100 : 130)];
    const height = heights.reduce((sum, each) => sum + each + NAME + BETWEEN, AXIS);
    const inner = width - LEFT - RIGHT;
    const x = seconds => +(LEFT + seconds / data.length * inner).toFixed(1);
    plot.replaceChildren();
    const svg = element("svg", { width, height, "aria-hidden": "true" }, plot);
    const defs = element("defs", {}, svg);
    [["hatch", "hatch", -45], ["gaps", "gaps", 45]].forEach(([id, type, turn]) => {
      const pattern = element("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})` }, defs);
      element("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: type }, pattern);
    });

    let top = 0;
    const dots = [];
    const panel = (index, name, most, whole) => {
      const upper = top + NAME, lower = upper + heights[index];
      top = lower + BETWEEN;
      const marked = ticks(most, heights[index] / 45, whole), high = marked[marked.length - 1];
      const y = number => +(lower - Math.min(number, high * 1.5) / high * (lower - upper)).toFixed(1);
      const letters = Math.floor((width - 8) / 7.2);
      element("text", { class: "name", x: 0, y: upper - 15 }, svg, name.length > letters ? name.slice(0, letters - 1) + "…" : name);
      marked.forEach(each => {
        element("line", { class: each ? "grid" : "axis", x1: LEFT, x2: width - RIGHT, y1: y(each), y2: y(each) }, svg);
        element("text", { class: "y", x: LEFT - 8, y: y(each) + 4 }, svg, short(each));
      });
      const clip = element("clipPath", { id: "clip" + index }, defs);
      element("rect", { x: LEFT - 2, y: upper - 3, width: inner + 4, height: lower - upper + 10 }, clip);
      const group = element("g", { "clip-path": `url(#clip${index})` }, svg);
      const box = (type, [from, to], attributes) => element("rect", Object.assign(
        { class: type, x: x(from), y: upper, width: Math.max(1, x(to) - x(from)), height: lower - upper }, attributes), group);
      data.gaps.forEach(i => box("", [data.elapsed[i], next(i)], { fill: "url(#gaps)" }));
      return { y, lower, group, box, dot: type => element("circle", { class: type, r: 4, cx: -9, cy: -9 }, svg) };
    };
    const path = (type, d, { group }) => element("path", { class: type, d }, group);

    // Bounds and recommendations far above the counts would press these together, so they leave the panel.
    const near = limit => largest([data.minimum, data.maximum, data.recommended].flat().filter(each => each <= limit));
    const shown = Math.max(peak, near(1.6 * peak + 2)), hidden = largest(data.maximum.filter(each => each > shown));
    const first = panel(0, "replicas" + (hidden ? `, the maximum of ${hidden} is above` : ""), shown, true);
    path("held", data.held.filter(i => data.recommended[i] !== null).map(i => `M${x(data.elapsed[i])} ${first.y(data.replicas[i])}`
      + `H${x(end(i))}V${first.y(data.recommended[i])}H${x(data.elapsed[i])}Z`).join(""), first);
    spans(i => held.has(i)).forEach(span => first.box("strip", span, { y: first.lower + 2, height: 4 }));
    path("bounds", stairs(data.minimum, x, first.y), first);
    path("bounds", stairs(data.maximum, x, first.y), first);
    if (data.ready) {
      path("ready", stairs(data.ready.map((count, i) => Math.min(count, data.replicas[i])), x, first.y), first);
    }
    if (data.recorded) path("recorded", stairs(data.recorded, x, first.y), first);
    path("recommended", stairs(data.recommended, x, first.y), first);
    path(changes.length > inner / 4 ? "replicas dense" : "replicas", stairs(data.replicas, x, first.y), first);
    path("unwritten", stairs(data.replicas.map((count, i) => unwritten.has(i) ? count : null), x, first.y), first);
    spans(i => unwritten.has(i)).forEach(([from]) => path("unwritten",
      `M${x(from) - 5} ${first.y(data.replicas[turnAt(from)]) - 5}l10 10m0 -10l-10 10`, first));
    const dot = first.dot("replicas");
    dots.push(i => [dot, first.y(data.replicas[i])]);

    data.triggers.forEach((trigger, index) => {
      const capacity = trigger.perReplica ? data.replicas.map(count => count * trigger.perReplica)
        : trigger.total ? data.replicas.map(() => trigger.total) : [];
      const most = largest(trigger.value);
      const own = panel(index + 1, trigger.name + ", " + trigger.target, Math.max(most, largest(capacity.filter(each => each <= 2 * most))), false);
      spans(i => failed(trigger, i)).forEach(span => own.box("", span, { fill: "url(#hatch)" }));
      path("capacity", stairs(capacity, x, own.y), own);
      path("value", stairs(trigger.value, x, own.y), own);
      const mark = own.dot("value");
      dots.push(i => [mark, trigger.value[i] === null ? -9 : own.y(trigger.value[i])]);
    });

    const step = STEPS.find(each => each * inner / data.length >= (narrow ? 62 : 84)) || data.length;
    for (let at = 0; at <= data.length; at += step) {
      element("line", { class: "axis", x1: x(at), x2: x(at), y1: top - BETWEEN, y2: top - BETWEEN + 5 }, svg);
      element("text", { class: "x", x: Math.min(x(at), width - 18), y: top + 8 }, svg,
        step >= DAY ? "day " + at / DAY : clock(at, step < 60));
    }
    const cursor = element("line", { class: "cursor", y1: NAME, y2: top - BETWEEN }, svg);
    draw = index => {
      const at = x(data.elapsed[index]);
      cursor.setAttribute("x1", at);
      cursor.setAttribute("x2", at);
      dots.forEach(place => {
        const [circle, cy] = place(index);
        circle.setAttribute("cx", at);
        circle.setAttribute("cy", cy);
      });
    };
  };

  // ---- one moment

  const rows = (id, cells) => document.querySelector(`#${id} tbody`).replaceChildren(...cells.map(([type, ...texts]) => {
    const row = document.createElement("tr");
    row.className = type;
    row.append(...texts.map(text => Object.assign(document.createElement("td"), { textContent: text })));
    return row;
  }));
  const tell = (id, text) => { document.getElementById(id).textContent = text; };

  const show = index => {
    current = Math.max(0, Math.min(turns - 1, index));
    const at = data.elapsed[current];
    draw(current);
    tell("elapsed", clock(at, true));
    tell("date", date(at));
    tell("count", counted(current));
    tell("marks", marks(current));
    rows("readings", data.triggers.map(each => ["", each.name, reading(each, current), each.target, each.recommendation[current] ?? "–"]));
    rows("walk", steps(current).map(([stage, from, to, because]) => [from === to ? "" : "moves", stage, `${from} → ${to}`, because]));
    plot.setAttribute("aria-valuenow", current);
    plot.setAttribute("aria-valuetext", [clock(at, true), counted(current), marks(current),
      ...data.triggers.map(each => each.name + " " + reading(each, current) + " of " + each.target),
      ...steps(current).map(([stage, from, to, because]) => `${stage} ${from} to ${to}, ${because}`)].filter(Boolean).join("; "));
  };

  const point = event => {
    const left = plot.getBoundingClientRect().left + LEFT;
    show(turnAt((event.clientX - left) / (plot.clientWidth - LEFT - RIGHT) * data.length));
  };
  const keys = {
    ArrowLeft: () => current - 1, ArrowDown: () => current - 1, ArrowRight: () => current + 1, ArrowUp: () => current + 1,
    Home: () => 0, End: () => turns - 1,
    PageUp: () => changes.filter(each => each < current).pop() ?? 0,
    PageDown: () => changes.find(each => each > current) ?? turns - 1,
  };
  plot.addEventListener("pointermove", point);
  plot.addEventListener("pointerdown", point);
  plot.addEventListener("keydown", event => {
    if (keys[event.key] && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      show(keys[event.key]());
    }
  });

  plot.setAttribute("aria-valuemax", turns - 1);
  document.getElementById("moment").hidden = false;
  render();
  show(current);
  let drawn = plot.clientWidth;
  new ResizeObserver(() => {
    if (plot.clientWidth !== drawn) {
      drawn = plot.clientWidth;
      render();
      draw(current);
    }
  }).observe(plot);
})();
