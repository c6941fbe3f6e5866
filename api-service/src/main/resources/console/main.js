// The console: asks the service for what it knows, and shows it.
import { Failure, get } from './api.js';
import * as credential from './credential.js';
import { el, name } from './dom.js';
import { showDrift, showNoDrift } from './drift.js';
import { duration } from './format.js';
import { showHistory } from './history.js';
import { showModel, showNoModel } from './model.js';
import { Poller } from './poll.js';
import { showForm, showNoForm } from './predict.js';
import { showNoQuality, showQuality } from './quality.js';
import { showReloads } from './reloads.js';
import { offerReport } from './report.js';
import { startTheme } from './theme.js';
import { showTraffic } from './traffic.js';

const EVERY_MS = 2_000;
/** What changes seldom is asked for once in so many rounds, and when another version serves. */
const SELDOM = 5;

const status = document.getElementById('status');
const pauseButton = document.getElementById('pause');
let round = 0;
let version = null;
let model = null;

const poller = new Poller(EVERY_MS, look, tell);

async function look() {
  const traffic = await get('v1/monitoring/traffic');
  showTraffic(traffic.body);
  if (round === 0 || traffic.version !== version) {
    await lookAtAll();
    version = traffic.version;
  }
  round = (round + 1) % SELDOM;
}

async function lookAtAll() {
  await lookAtModel();
  await Promise.all([
    section('v1/monitoring/drift', showDrift, showNoDrift),
    section('v1/monitoring/quality', showQuality, showNoQuality),
    section('v1/monitoring/history', (history) => showHistory(history, model)),
    section('v1/monitoring/reloads', showReloads),
  ]);
}

async function lookAtModel() {
  const [health, found] = await Promise.all([get('health'), optional('v1/monitoring/model')]);
  model = found instanceof Failure ? null : found.body;
  if (model === null) {
    showNoModel(found.message);
    showNoForm(found.message);
    return;
  }
  document.title = `${model.model_version} · TryOps console`;
  document.getElementById('environment').replaceChildren(name(model.environment));
  showModel(model, health.body);
  offerReport(model.model_version);
  await showForm(model);
}

/** Shows what a route says; what it cannot say is shown too, and stops nothing else. */
async function section(path, show, showNone = () => {}) {
  const found = await optional(path);
  if (found instanceof Failure) {
    showNone(found.status === 404 ? 'This service does not tell.' : found.message);
  } else {
    show(found.body);
  }
}

/** The answer, or the failure if it is the route's own and not the connection's or the credential's. */
async function optional(path) {
  try {
    return await get(path);
  } catch (failure) {
    if (failure instanceof Failure && (failure.status === 404 || failure.status === 503)) {
      return failure;
    }
    throw failure;
  }
}

function tell(state, failure = null, pauseMs = 0) {
  status.className = `status ${state}`;
  pauseButton.setAttribute('aria-pressed', String(poller.paused));
  pauseButton.textContent = poller.paused ? 'Go on' : 'Pause';
  if (state !== 'waiting') {
    say(state === 'live' ? 'Live' : 'Paused');
  } else if (failure.needsCredential) {
    say('A credential is needed');
    credential.ask(credential.isKnown() ? failure.message : 'This service asks for an API key or a bearer token.');
  } else {
    if (!(failure instanceof Failure)) {
      console.error(failure);
    }
    say(`${failure.message}; again in ${duration(pauseMs / 1000)}`);
  }
}

/** Only what is new, because it is read aloud. */
function say(text) {
  if (status.textContent !== text) {
    status.textContent = text;
  }
}

function again() {
  round = 0;
  poller.now();
}

startTheme(document.getElementById('theme'));
credential.startCredential(document.getElementById('key'), again);
pauseButton.addEventListener('click', () => poller.pause(!poller.paused));
document.getElementById('refresh').addEventListener('click', again);
document.getElementById('foot').append(el('p', {}, 'Read-only. Times are local; rest the pointer on one for UTC. ',
  el('a', { href: 'v3/api-docs' }, 'OpenAPI'), ' · ', el('a', { href: 'metrics' }, 'Metrics')));
poller.now();
