export default {
  "service.title": "Service",
};
