"use strict";
// An OPC UA server of the node-opcua stack whose signals count: Load.0, Load.1 ... in urn:millwright:simulator.
// Arguments: port, signals, period in ms, first number, file for the last number, file that ends the counting.

const {
    OPCUAServer, DataType, MessageSecurityMode, SecurityPolicy, OPCUACertificateManager, StatusCodes,
    makeAccessLevelFlag
} = require("node-opcua");
const fs = require("fs");
const os = require("os");
const path = require("path");

const [port, signals, period, first] = process.argv.slice(2, 6).map(Number);
const [lastFile, stopFile] = process.argv.slice(6, 8);

async function main() {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "millwright-peer-"));
    const certificates = new OPCUACertificateManager({ automaticallyAcceptUnknownCertificate: true, rootFolder: root });
    await certificates.initialize();
    const server = new OPCUAServer({
        port,
        hostname: "127.0.0.1",
        alternateHostname: "127.0.0.1",
        resourcePath: "/millwright",
        serverCertificateManager: certificates,
        securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256],
        securityModes: [MessageSecurityMode.None, MessageSecurityMode.SignAndEncrypt],
        allowAnonymous: true
    });
    await server.initialize();
    const addressSpace = server.engine.addressSpace;
    const namespace = addressSpace.registerNamespace("urn:millwright:simulator");
    const folder = namespace.addFolder("ObjectsFolder", { browseName: "Load" });
    const variables = [];
    for (let i = 0; i < signals; i++) {
        const variable = namespace.addVariable({
            componentOf: folder,
            browseName: "Load." + i,
            nodeId: "s=Load." + i,
            dataType: DataType.Double,
            accessLevel: makeAccessLevelFlag("CurrentRead | HistoryRead"),
            userAccessLevel: makeAccessLevelFlag("CurrentRead | HistoryRead")
        });
        addressSpace.installHistoricalDataNode(variable, { maxOnlineValues: 100000 });
        variables.push(variable);
    }
    await server.start();
    let watched = first > 1;
    let number = first - 1;
    const last = Buffer.alloc(8);
    const lastFd = fs.openSync(lastFile, fs.existsSync(lastFile) ? "r+" : "w");
    function beat() {
        if (!watched) {
            // The first start waits until somebody subscribed, and a second more.
            watched = server.engine.currentSubscriptionCount > 0;
            setTimeout(beat, watched ? 2000 : 50);
            return;
        }
        // One number a turn and never two: a client that has it sampled would not see one that stood for no time. This
        // stack samples every 50 ms at most; it reports every number only where an item's sampling interval is 0.
        if (!fs.existsSync(stopFile)) {
            number++;
            const when = new Date();
            for (const variable of variables) {
                variable.setValueFromSource({ dataType: DataType.Double, value: number }, StatusCodes.Good, when);
            }
            last.writeBigInt64BE(BigInt(number));
            fs.writeSync(lastFd, last, 0, 8, 0);
        }
        setTimeout(beat, period);
    }
    beat();
    process.stdin.resume();
    process.stdin.on("end", async () => {
        await server.shutdown(0);
        fs.rmSync(root, { recursive: true, force: true });
        process.exit(0);
    });
}

main().catch((error) => {
    process.stderr.write(String(error && error.stack) + "\n");
    process.exit(1);
});
