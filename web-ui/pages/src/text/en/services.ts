export default {
  "services.title": "Services",
};
