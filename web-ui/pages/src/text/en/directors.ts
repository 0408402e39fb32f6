export default {
  "directors.title": "Directors",
};
