// The training report, in a frame in which nothing runs.
import { getText } from './api.js';
import { content, el, notice, show } from './dom.js';

const FRAME = new URL('./frame.html', import.meta.url);

let version = null;
let parts = null;

/** Offers the report of `loaded`; one that is open is replaced when another version serves. */
export function offerReport(loaded) {
  parts ??= build();
  if (version !== loaded) {
    version = loaded;
    if (!parts.frame.hidden) {
      open();
    }
  }
}

function build() {
  const message = el('div', { role: 'status' });
  const frame = el('iframe', { title: 'Training report', sandbox: 'allow-same-origin', hidden: true });
  const button = el('button', { type: 'button', 'aria-expanded': 'false', onclick: toggle }, 'Show the report');
  content('report').replaceChildren(
    el('p', { class: 'note' }, 'Written when the model was trained; its digest in the manifest was checked.'),
    el('p', { class: 'buttons' }, button), message, frame);
  return { message, frame, button };
}

function toggle() {
  if (parts.frame.hidden) {
    open();
  } else {
    set(false);
  }
}

function set(shown) {
  parts.frame.hidden = !shown;
  parts.button.textContent = shown ? 'Hide the report' : 'Show the report';
  parts.button.setAttribute('aria-expanded', String(shown));
}

async function open() {
  try {
    const html = await getText('v1/monitoring/report');
    show(parts.message);
    set(true);
    await load(parts.frame);
    fill(parts.frame, html);
  } catch (failure) {
    set(false);
    show(parts.message, notice(failure.message));
  }
}

/** The frame is a page of its own, with a policy of its own: no script, and styles only from the report. */
function load(frame) {
  return new Promise((done) => {
    frame.addEventListener('load', done, { once: true });
    frame.src = FRAME;
  });
}

/** Parsing makes nothing run, and the frame's policy, under which it is parsed, lets nothing run later. */
function fill(frame, html) {
  const target = frame.contentDocument;
  const parsed = new frame.contentWindow.DOMParser().parseFromString(html, 'text/html');
  target.replaceChild(target.adoptNode(parsed.documentElement), target.documentElement);
}
