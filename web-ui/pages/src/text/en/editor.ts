export default {
  "editor.title": "Edit",
};
