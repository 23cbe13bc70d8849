package org.kennwilliamson.roster.password;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.kennwilliamson.roster.password.Hashes.assertOutdated;

/** Argon2 with other parameters than today's; the hashes were made by libargon2 (Debian's {@code argon2}) and by Django 5.2. */
class ImportedArgon2Test {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92U",
                "$argon2id$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA==$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92U=",
                "$argon2i$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$1dRQTFAC64AUomnZLAay3swtL3hXhe0yaoxl46oKSFo",
                "$argon2d$v=19$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$Q8z6qAc7FxJTpDNop9nI5HoHvp8p6DTfk8H5NqU7Tlo",
                "$argon2id$v=19$m=4096,t=2,p=2$c29tZXNhbHRzb21lc2FsdA$KOK/eSCcN70jb7Mg1P4sZbyG+TJc6K+ngt+BZQlGIm4",
                "$argon2d$v=19$m=1000,t=3,p=3$c29tZXNhbHRzb21lc2FsdA$6JEQ4mgQmDuBwzvV5l1RStC7Jn9T29B0yy0DhEiOjLw",
                "$argon2i$v=19$m=1024,t=2,p=4$c29tZXNhbHRzb21lc2FsdA$hZRqo887tayQBe4AaMLDaDqxLPNF6Zr7HrMM+noFR3g",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$/k7aaiyAfiKGiFyJ+RrJ3w",
                "$argon2id$v=19$m=19456,t=2,p=1$OGJ5dGVzISE$YeSgbo0Ap+NDvYfu8zMWy9MlaQ7xDP5b",
                "$argon2id$v=19$m=7168,t=5,p=1$c29tZXNhbHRzb21lc2FsdA$RQBtmH2Zx+ZGZQ6EGqvmM994cLrNsNyVZ34jnSXSL+0",
                "argon2$argon2id$v=19$m=512,t=2,p=2$c29tZXNhbHRzb21l$G6rDlz3Ad8wX2TbpH+k/cN6GwxZy9ZmX95uWG/XCvJA"
            })
    void argon2IsCheckedWithWhateverParameters(String hash) {
        assertOutdated(hash);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2i$v=16$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$izvIKt5xfCSlhxlwv97fmY9gWZzvTTOHRcTadsb+LMo",
                "$argon2i$m=4096,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$izvIKt5xfCSlhxlwv97fmY9gWZzvTTOHRcTadsb+LMo",
                "$argon2id$m=4096,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$7wJcTtHddd4SWP+nqjMMis/QW9+wcE7+SedDy6axpvU",
                "$argon2d$p=8,m=1024,t=2$c29tZXNhbHRzb21lc2FsdA$5C9HbI42Roy7OWlsPfnFuQtqRYAlfF/abE4TKWuvZ4E"
            })
    void argon2WithoutAVersionIsTheFirstOne(String hash) {
        assertOutdated(hash);
    }

    /** What argon2-cffi, passlib, npm's argon2 0.45.1 and PHP write by default. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$A9CMYpdlNbnPW7O8ckk3RY6xYef42vnotdD2gFDW50E",
                "$argon2id$v=19$m=65536,p=4,t=3$c29tZXNhbHRzb21lc2FsdA$A9CMYpdlNbnPW7O8ckk3RY6xYef42vnotdD2gFDW50E",
                "$argon2id$v=19$m=65536,t=4,p=1$c29tZXNhbHRzb21lc2FsdA$ZUWsM7S7La+RizNu6DDdNrXA0UJJzcP8jjtRXFbatAw"
            })
    void theDefaultsOfTheUsualLibrariesFit(String hash) {
        assertOutdated(hash);
    }

    @Test
    void theOrderOfParametersSaysNothing() {
        String hash = "$argon2id$v=19$%s$c29tZXNhbHRzb21lc2FsdA$PqbWeYBDSk7ZaWx0GOjGkAc90NY9c7PWPZPKTO+e92U";

        for (String parameters : List.of("m=4096,p=1,t=3", "p=1,t=3,m=4096", "t=3,m=4096,p=1", "t=3,p=1,m=4096")) {
            assertOutdated(hash.formatted(parameters));
        }
    }

    @Test
    void theSameHashHasTheSameAnswerWhateverWasCheckedBefore() {
        List<String> all = List.of(
                "$argon2id$v=19$m=16384,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$WWlvXfByfuzhS7LNT2njoWwf1bgbY751UA4YgwRcNGk",
                "$argon2id$v=19$m=12288,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$P97U8hdSbFNLYxsoQjVDQHP4srzdmq+Nj0jK1De2X3s",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$/k7aaiyAfiKGiFyJ+RrJ3w",
                "$argon2id$v=19$m=65536,p=4,t=3$c29tZXNhbHRzb21lc2FsdA$A9CMYpdlNbnPW7O8ckk3RY6xYef42vnotdD2gFDW50E");

        all.forEach(Hashes::assertOutdated);
        for (int i = all.size() - 1; i >= 0; i--) {
            assertOutdated(all.get(i));
        }
    }
}
