export default {
  "now.title": "Now",
};
