"use strict";
// An OPC UA server of the node-opcua stack, with one node for each case that the test looks at.
// Prints one line of JSON {"port":…} when it is ready; ends when its standard input is closed.

const {
    OPCUAServer, Variant, DataType, VariantArrayType, StatusCodes, DataValue, MessageSecurityMode, SecurityPolicy,
    OPCUACertificateManager, coerceLocalizedText, makeAccessLevelFlag
} = require("node-opcua");
const os = require("os");
const path = require("path");
const fs = require("fs");

const URI = "urn:millwright:peer";
const SOURCE_TIME = new Date("2026-03-04T05:06:07.089Z");

const cases = [
    ["Boolean", DataType.Boolean, true],
    ["SByte", DataType.SByte, -128],
    ["Byte", DataType.Byte, 255],
    ["Int16", DataType.Int16, -32768],
    ["UInt16", DataType.UInt16, 65535],
    ["Int32", DataType.Int32, -2147483648],
    ["UInt32", DataType.UInt32, 4294967295],
    ["Int64", DataType.Int64, [0x80000000, 0]],
    ["UInt64", DataType.UInt64, [0x7fffffff, 0xffffffff]],
    ["UInt64Huge", DataType.UInt64, [0xffffffff, 0xffffffff]],
    ["Float", DataType.Float, 0.5],
    ["Double", DataType.Double, 1.0 / 3.0],
    ["String", DataType.String, "Öl 20°"],
    ["DateTime", DataType.DateTime, new Date("2026-01-01T00:00:00.250Z")],
    ["Guid", DataType.Guid, "72962B91-FA75-4AE6-8D28-B404DC7DAF63"],
    ["LocalizedText", DataType.LocalizedText, coerceLocalizedText("läuft")],
    ["Uncertain", DataType.Double, 7.5, StatusCodes.UncertainLastUsableValue],
    ["Bad", DataType.Double, 0.0, StatusCodes.BadSensorFailure],
    ["Array", DataType.Double, [1.0, 2.0], StatusCodes.Good, VariantArrayType.Array]
];

async function main() {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), "millwright-peer-"));
    const certificates = new OPCUACertificateManager({ automaticallyAcceptUnknownCertificate: true, rootFolder: root });
    await certificates.initialize();
    const server = new OPCUAServer({
        port: 0,
        hostname: "127.0.0.1",
        alternateHostname: "127.0.0.1",
        resourcePath: "/peer",
        serverCertificateManager: certificates,
        securityPolicies: [SecurityPolicy.None, SecurityPolicy.Basic256Sha256],
        securityModes: [MessageSecurityMode.None, MessageSecurityMode.SignAndEncrypt],
        allowAnonymous: true,
        userManager: { isValidUser: (user, password) => user === "operator" && password === "right" }
    });
    await server.initialize();
    const namespace = server.engine.addressSpace.registerNamespace(URI);
    const folder = namespace.addFolder("ObjectsFolder", { browseName: "Peer" });
    for (const [name, dataType, value, statusCode, arrayType] of cases) {
        const variable = namespace.addVariable({
            componentOf: folder,
            browseName: name,
            nodeId: "s=Peer." + name,
            dataType,
            valueRank: arrayType === undefined ? -1 : 1
        });
        variable.setValueFromSource(
            new Variant({ dataType, value, arrayType: arrayType ?? VariantArrayType.Scalar }),
            statusCode ?? StatusCodes.Good,
            SOURCE_TIME);
    }
    const counter = namespace.addVariable({
        componentOf: folder, browseName: "Counter", nodeId: "s=Peer.Counter", dataType: DataType.UInt32
    });
    server.engine.addressSpace.installHistoricalDataNode(counter, { maxOnlineValues: 10000 });
    let count = 0;
    setInterval(() => counter.setValueFromSource({ dataType: DataType.UInt32, value: ++count }), 50);
    await server.start();
    const endpoint = server.endpoints[0];
    process.stdout.write(JSON.stringify({ port: endpoint.port }) + "\n");
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
