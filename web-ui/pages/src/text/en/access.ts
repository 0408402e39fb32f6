export default {
  "access.title": "Access",
};
