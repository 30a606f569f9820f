// Runs in each page of the preview, never in the published site: listens for changes and brings them in.
const mark = document.querySelector("script[data-mark]").dataset.mark;
const events = new EventSource(`/__proofmark/events?page=${encodeURIComponent(location.pathname)}`);
events.addEventListener("message", (event) => {
  const now = JSON.parse(event.data);
  if (now.page !== mark) location.reload();
});
