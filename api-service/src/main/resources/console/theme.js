// Light, dark, or what the system prefers.
const KEY = 'tryops.theme';
const THEMES = ['auto', 'light', 'dark'];
const listeners = [];

/** Calls `listener` whenever colours may have changed. */
export function onThemeChange(listener) {
  listeners.push(listener);
}

export function startTheme(button) {
  apply(stored(), button);
  button.addEventListener('click', () => {
    const next = THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length];
    remember(next);
    apply(next, button);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
}

function current() {
  return document.documentElement.dataset.theme ?? 'auto';
}

function apply(theme, button) {
  document.documentElement.dataset.theme = theme;
  button.textContent = `Theme: ${theme}`;
  tell();
}

function tell() {
  listeners.forEach((listener) => listener());
}

function stored() {
  try {
    const theme = localStorage.getItem(KEY);
    return THEMES.includes(theme) ? theme : 'auto';
  } catch {
    return 'auto'; // storage is switched off
  }
}

function remember(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // then it is chosen anew next time
  }
}
