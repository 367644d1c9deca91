// The editor of Python code in the page: CodeMirror, with what a beginner needs and nothing else.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { StyleModule } from "style-mod";

// The page's policy lets nobody add a style element: styles are adopted, as within a shadow root.
const { mount } = StyleModule;
const adopting = {
  ownerDocument: document,
  get adoptedStyleSheets() { return document.adoptedStyleSheets; },
  set adoptedStyleSheets(sheets) { document.adoptedStyleSheets = sheets; },
};
StyleModule.mount = (root, modules) => mount.call(StyleModule, root === document ? adopting : root, modules);

// An editor in `parent`, with `text` to begin with, of which `selection` is selected; `run` on Ctrl-Enter or Cmd-Enter, `changed` after every change.
window.nnEditor = ({ parent, text, selection, label, description, run, changed }) => {
  const keys = [{ key: "Mod-Enter", run: () => (run(), true) }, indentWithTab, ...historyKeymap, ...defaultKeymap];
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      selection,
      extensions: [
        lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), pythonLanguage,
        indentUnit.of("    "), EditorState.tabSize.of(4), syntaxHighlighting(classHighlighter), keymap.of(keys),
        EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": description, tabindex: "0" }),
        EditorView.updateListener.of(update => update.docChanged && changed()),
      ],
    }),
  });
  return {
    get text() { return view.state.doc.toString(); },
    set text(insert) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } }); },
    focus() { view.focus(); },
  };
};
