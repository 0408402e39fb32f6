export default {
  "changes.title": "Changes",
};
