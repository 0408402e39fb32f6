export default {
  "records.title": "Records",
};
