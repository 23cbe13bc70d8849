package org.kennwilliamson.roster.faults;

import java.util.List;

/** What befalls the network between the service and its database. */
final class NetworkFaults {

    private NetworkFaults() {}

    static final Fault CUT = Fault.ofDatabase("connections cut", (site, random) -> {
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            site.proxy().cut();
            Fault.last(random, 50, 800);
        }
    });

    static final Fault REFUSED = Fault.ofDatabase("connections cut and refused", (site, random) -> {
        site.proxy().refuse(true);
        site.proxy().cut();
        Fault.last(random, 500, 6_000);
        site.proxy().refuse(false);
    });

    static final Fault DELAYED = Fault.beside("connections delayed", (site, random) -> {
        site.proxy().delay(random.nextInt(20, 400));
        Fault.last(random, 2_000, 8_000);
        site.proxy().delay(0);
    });

    static final Fault THROTTLED = Fault.beside("connections throttled", (site, random) -> {
        site.proxy().throttle(random.nextInt(2_000, 30_000));
        Fault.last(random, 2_000, 8_000);
        site.proxy().throttle(0);
    });

    static final Fault BLACK_HOLE = Fault.ofDatabase("connections black-holed", (site, random) -> {
        site.proxy().hold();
        Fault.last(random, 1_000, 12_000);
        site.proxy().letGo();
    });

    /** What was held back never arrives. */
    static final Fault BLACK_HOLE_AND_CUT = Fault.ofDatabase("connections black-holed, then cut", (site, random) -> {
        site.proxy().hold();
        Fault.last(random, 1_000, 12_000);
        site.proxy().cut();
        site.proxy().letGo();
    });

    /** Longer than any statement may take: each connection has to be given up. */
    static final Fault LONG_BLACK_HOLE = Fault.ofDatabase("connections black-holed for long", (site, random) -> {
        site.proxy().hold();
        Fault.last(random, 38_000, 45_000);
        site.proxy().letGo();
    });

    static final List<Fault> ALL =
            List.of(CUT, REFUSED, DELAYED, THROTTLED, BLACK_HOLE, BLACK_HOLE_AND_CUT, LONG_BLACK_HOLE);
}
