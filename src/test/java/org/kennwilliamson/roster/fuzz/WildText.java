package org.kennwilliamson.roster.fuzz;

import java.util.List;
import java.util.Random;

/** Texts that programs stumble over. */
final class WildText {

    private static final List<String> KNOWN = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\r\nX-Injected: 1",
            "\u007f\u0080\u009f",
            "\ud800",
            "\udc00\ud800",
            "\ud83d\ude00",
            "e\u0301".repeat(60),
            "\u1112\u1161\u11ab".repeat(70),
            "\u202e\u2066evil",
            "\ufeff",
            "\uffff\ufffe",
            "İıſKÅ",
            "ﬀ®㎏",
            "' or 1=1 --",
            "%",
            "_%\\",
            "\\",
            "\"",
            "${jndi:ldap://x}",
            "{{7*7}}",
            "<script>alert(1)</script>",
            "../../etc/passwd",
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "99999999999999999999",
            "NaN",
            "٣",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "1-1-1-1-1",
            "a@b",
            "a@b@c",
            "ä@example.org",
            "a@[127.0.0.1]",
            "\"a b\"@example.org",
            "a@xn--a.example",
            ".a@example.org",
            "*",
            "AZjzoX0ufDGfBFuNLGoekA==",
            "_____________________w",
            "AAAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAB");

    private WildText() {}

    static String any(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> of(random, 1 + random.nextInt(40));
            case 1 ->
                "x"
                        .repeat(List.of(11, 12, 63, 64, 199, 200, 201, 254, 255, 256, 500, 501, 1_024, 1_025, 5_000)
                                .get(random.nextInt(15)));
            default -> KNOWN.get(random.nextInt(KNOWN.size()));
        };
    }

    /** Of code points from all over Unicode. */
    static String of(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(0x20);
                        case 1 -> 0x20 + random.nextInt(0x5f);
                        case 2 -> 0xa0 + random.nextInt(0x700);
                        case 3 -> random.nextInt(0x10000);
                        default -> 0x10000 + random.nextInt(0x100000);
                    });
        }
        return text.toString();
    }

    static <T> T pick(Random random, List<T> any) {
        return any.get(random.nextInt(any.size()));
    }
}
