// The style of the preview's overlay. It follows the colour scheme that the reader or the theme has chosen.
export const STYLE = `
:host {
  --edge: light-dark(#b58a00, #c9a227); --paper: light-dark(#fffaf0, #262117); --panel: light-dark(#f7efdc, #352e1f);
  all: initial !important; color-scheme: inherit !important;
  position: fixed !important; inset: auto 0 0 0 !important; z-index: 2147483647 !important;
  display: flex !important; flex-direction: column !important; align-items: center !important;
  pointer-events: none !important; font: 14px/1.45 system-ui, sans-serif !important;
}
@media print { :host { display: none !important; } }
slot { display: contents; }
section, .note {
  box-sizing: border-box; width: min(960px, 100% - 16px); margin: 0 0 8px; overflow: auto; overscroll-behavior: contain;
  max-height: 45vh; padding: 8px 14px; border-radius: 8px; pointer-events: auto;
  border: 1px solid var(--edge); border-inline-start: 4px solid var(--edge); box-shadow: 0 4px 24px #0006;
  background: var(--paper); color: light-dark(#2b1614, #f6e7e5);
}
.bad { --edge: light-dark(#b3261e, #f2716a); --paper: light-dark(#fff8f7, #2a1716); --panel: light-dark(#fbeceb, #3a2220); }
.note { --edge: light-dark(#999, #777); width: auto; max-width: calc(100% - 16px); user-select: all; overflow-wrap: anywhere; font-family: ui-monospace, monospace; }
h2 { margin: 0; font-size: 16px; }
button { float: inline-end; position: sticky; top: 0; margin-inline-start: 8px; font: inherit; padding: 2px 12px; border: 1px solid currentColor; border-radius: 16px; background: var(--paper); color: inherit; cursor: pointer; }
ol { list-style: none; margin: 0; padding: 0; }
li { padding: 6px 0; }
li + li { border-top: 1px solid var(--panel); }
p { margin: 2px 0; overflow-wrap: anywhere; white-space: pre-line; unicode-bidi: plaintext; }
a { color: light-dark(#8c1d18, #ffb4ab); }
.place, .chain, .example, pre { font-family: ui-monospace, monospace; font-size: 13px; }
.chain, .example { opacity: 0.85; }
.message { font-weight: 600; }
pre { margin: 4px 0; padding: 6px 0; overflow-x: auto; background: var(--panel); border-radius: 4px; }
pre > * { display: block; width: max-content; min-width: 100%; box-sizing: border-box; padding: 0 8px; white-space: pre; }
mark { background: light-dark(#ffd9d5, #6b2b27); color: inherit; }
.number { opacity: 0.7; user-select: none; }
summary { cursor: pointer; }
:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.progress {
  box-sizing: border-box; position: relative; width: 100%; padding: 0 8px; font-size: 12px; line-height: 20px;
  background: light-dark(#e8eeee, #1d2528); color: light-dark(#1b2226, #dde3e4); pointer-events: auto;
}
.bar { position: absolute; inset: 0 auto auto 0; height: 2px; background: light-dark(#0b5a60, #80cacb); }
`;
