import { Session } from '/library/index.js';

const { url, key, user } = document.body.dataset;
const text = document.querySelector('textarea');
const status = document.querySelector('[role=status]');

// The browser tab stores the id of its session; the server stores the text.
const session = new Session(user, { base_url: `${url}/sessman`, auth: key, data: { notes: '' } });
session.session_id = sessionStorage.getItem('notes') ?? undefined;
if (!(await session.getSession())) {
  session.session_id = undefined;
  await session.createSession();
}

if (session.session_id) {
  sessionStorage.setItem('notes', session.session_id);
  text.value = session.data.notes;
  text.disabled = false;
  status.textContent = 'What you write is kept for a day after its last change.';
} else {
  status.textContent = 'The server can not be reached, or it rejects the key.';
}

text.addEventListener('change', async () => {
  session.data = { notes: text.value };
  await session.updateSession();
});
