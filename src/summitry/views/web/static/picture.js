// A plot as a picture: SVG with its style written into it, or PNG drawn from that.
"use strict";
window.Picture = {
  // As attributes, since a style within an element would be against our own policy.
  copy(svg, kept) {
    const made = svg.cloneNode(true);
    const from = [svg, ...svg.querySelectorAll("*")], to = [made, ...made.querySelectorAll("*")];
    from.forEach((node, i) => {
      if (node.closest("defs")) return;
      const style = getComputedStyle(node);
      for (const name of kept) to[i].setAttribute(name, style.getPropertyValue(name));
    });
    made.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    return made;
  },
  save(blob, name) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  },
  export(kind, copy, name, { width, height, colour }) {
    const source = new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
    if (kind === "svg") return this.save(source, `${name}.svg`);
    const image = new Image();
    image.onload = () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
      const brush = canvas.getContext("2d");
      brush.fillStyle = colour;
      brush.fillRect(0, 0, canvas.width, canvas.height);
      brush.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((made) => this.save(made, `${name}.png`));
    };
    image.src = URL.createObjectURL(source);
  },
};
