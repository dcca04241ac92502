// n8n finds the nodes and credentials through the "n8n" entry of package.json; nothing is exported from here.
module.exports = {};
