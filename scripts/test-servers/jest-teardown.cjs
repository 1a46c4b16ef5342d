// Stops the servers that Jest started, unless another run or somebody's shell still uses them.
module.exports = require('./jest-setup.cjs').leave;
