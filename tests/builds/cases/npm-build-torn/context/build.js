require("fs").writeFileSync("built.txt", String(require("ms")("2 days")) + "\n");
