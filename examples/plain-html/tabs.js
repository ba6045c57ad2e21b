// A tab has no URL of its own here, so the page says which one is open.
for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', () => window.dwell?.setPath([location.pathname, button.textContent]));
}
