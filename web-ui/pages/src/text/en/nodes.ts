export default {
  "nodes.title": "Nodes",
  "nodes.soon": "This screen will show the machines behind the services: load, agents, spares, and start and stop. The agent it needs is not part of this version.",
  "nodes.instead": "Until then the real servers are under Services.",
};
