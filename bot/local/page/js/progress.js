// ProgressBar of Teams: a thin bar, filled as far as its value says.

function bar(value, max) {
  const track = document.createElement("div");
  const part = Math.round((100 * value) / max);
  track.className = "progress";
  for (const [name, said] of Object.entries({ role: "progressbar", "aria-label": "Progress", "aria-valuenow": part })) {
    track.setAttribute(name, said);
  }
  const filled = document.createElement("span");
  filled.style.width = `${part}%`;
  track.append(filled);
  return track;
}

export function registerProgress(adaptiveCards) {
  class ProgressBar extends adaptiveCards.CardElement {
    getJsonTypeName() {
      return "ProgressBar";
    }

    internalParse(source, context) {
      super.internalParse(source, context);
      this.source = source;
    }

    internalRender() {
      return bar(this.source.value, this.source.max);
    }
  }
  adaptiveCards.GlobalRegistry.elements.register("ProgressBar", ProgressBar);
}
