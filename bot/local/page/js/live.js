// What changes, as it changes. After a break everything is read again: what was missed is not sent twice.

export function listen(onEvent, onBack, onAway) {
  let opened = false;
  const source = new EventSource("/local/events");
  source.onopen = () => {
    if (opened) onBack();
    opened = true;
  };
  source.onerror = () => {
    onAway();
    if (source.readyState === EventSource.CLOSED) {
      source.close();
      setTimeout(() => listen(onEvent, onBack, onAway).then(onBack), 1000);
    }
  };
  source.onmessage = (event) => onEvent(JSON.parse(event.data));
  return new Promise((resolve) => source.addEventListener("open", resolve, { once: true }));
}
