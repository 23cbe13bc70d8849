package org.kennwilliamson.roster.password;

import java.util.Optional;
import java.util.Set;

/**
 * Hashes of argon2 with other parameters than today's. RFC 9106 wants salts of 8 bytes at least; hashes have 16 to 64.
 *
 * @param function that made it
 */
record ImportedArgon2(Argon2 function, Base64Text salt, Base64Text hash) implements ImportedHash {

    private static final Set<String> PARAMETERS = Set.of("m", "t", "p");

    /** What Django writes before the PHC string. */
    private static final String DJANGOS = "argon2$argon2";

    private static final int LEAST_SALT = 8;
    private static final int LEAST_HASH = 16;
    private static final int MOST_BYTES = 64;

    /** What checks a hash; none if it isn't argon2's or costs more than Roster can afford. */
    static Optional<ImportedHash> read(String hash) {
        return PhcString.of(hash.startsWith(DJANGOS) ? hash.substring(hash.indexOf('$')) : hash)
                .filter(phc -> phc.has(PARAMETERS))
                .flatMap(phc -> Argon2.Kind.of(phc.id())
                        .map(kind -> new ImportedArgon2(function(kind, phc), phc.salt(), phc.hash())))
                .filter(ImportedArgon2::isAffordable)
                .map(imported -> imported);
    }

    @Override
    public Verdict check(String password) {
        return hash.is(function.hash(password, salt.bytes(), hash.length())) ? Verdict.OUTDATED : Verdict.WRONG;
    }

    private boolean isAffordable() {
        return function.isAffordable()
                && salt.length() >= LEAST_SALT
                && salt.length() <= MOST_BYTES
                && hash.length() >= LEAST_HASH
                && hash.length() <= MOST_BYTES;
    }

    private static Argon2 function(Argon2.Kind kind, PhcString phc) {
        int version = phc.version() == null ? Argon2.FIRST_VERSION : phc.version();
        return new Argon2(kind, version, phc.number("m"), phc.number("t"), phc.number("p"));
    }
}
