// The tabs of this page have no URLs of their own, so the page reports which one is open.
for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', () => window.dwell?.setPath([location.pathname, button.textContent]));
}
