// The API key or token of the person: in memory, and in the tab's storage only if they ask for that.
const KEY = 'tryops.credential';
const PRINTABLE = /^[\x21-\x7e]+$/;

let value = stored();
let parts = null;
let changed = () => {};

/** What a request says of who asks. */
export function headers() {
  return value ? { Authorization: `Bearer ${value}` } : {};
}

export function isKnown() {
  return value !== '';
}

/** Calls `onChange` when another credential is to be used. */
export function startCredential(button, onChange) {
  const dialog = document.getElementById('credential');
  changed = onChange;
  parts = {
    button,
    dialog,
    why: document.getElementById('credential-why'),
    input: document.getElementById('credential-value'),
    keep: document.getElementById('credential-keep'),
  };
  button.addEventListener('click', () => ask('It is sent with every request of this page, and kept in memory.'));
  document.getElementById('credential-form').addEventListener('submit', (event) => {
    event.preventDefault();
    use(parts.input.value.trim());
  });
  document.getElementById('credential-forget').addEventListener('click', () => replace(''));
  document.getElementById('credential-cancel').addEventListener('click', () => dialog.close());
  label();
}

/** Asks for a credential and says why, unless it is being asked for. */
export function ask(why) {
  if (parts.dialog.open) {
    return;
  }
  parts.why.textContent = why;
  parts.input.value = '';
  parts.keep.checked = isStored();
  parts.dialog.showModal();
  parts.input.focus();
}

function use(next) {
  if (!PRINTABLE.test(next)) {
    parts.why.textContent = 'A key or a token is one word of printable characters.';
    parts.input.focus();
    return;
  }
  replace(next);
}

function replace(next) {
  value = next;
  store(next);
  parts.dialog.close();
  label();
  changed();
}

function label() {
  parts.button.textContent = isKnown() ? 'Key ✓' : 'Key';
  parts.button.setAttribute('aria-label', isKnown() ? 'Key: one is in use' : 'Key: none is in use');
}

function store(next) {
  try {
    if (next && parts.keep.checked) {
      sessionStorage.setItem(KEY, next);
    } else {
      sessionStorage.removeItem(KEY);
    }
  } catch {
    // storage is switched off: memory has to do
  }
}

function stored() {
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

function isStored() {
  return stored() !== '';
}
