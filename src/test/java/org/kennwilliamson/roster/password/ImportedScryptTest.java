package org.kennwilliamson.roster.password;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.kennwilliamson.roster.password.Hashes.assertOutdated;

/** Scrypt; the hashes were made by Python's hashlib, by passlib 1.7.4 and by Django 5.2. */
class ImportedScryptTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scrypt$16384$somesaltsomesaltsomesa$8$5$xpSz/CD4qgbb/WglkAZ7+jBucOykLD8gyRAGvhHySeldCXvJtLRuz7KAJK1S0Y+03ukRmf02dJfX2dV89w6+Ig==",
                "scrypt$1024$somesaltsome$8$1$vxszxkLTZh59JlrtutFrT7/keQ7FlQq31G/+xt1WQZZKdJT5YTbfGqsOWTPzuAsUwktIWrsMjACI3mT7O3KJ4w==",
                "$scrypt$ln=10,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$Nmdkc3qxZq7dzDSXGvIqsmz3YR2Y04GCE8tKg3H3UV8",
                "$scrypt$p=2,r=8,ln=10$c29tZXNhbHRzb21lc2FsdA$MbakOjpwdEiGoVUBQdda1Ob2WbRB7KItY8DhIccpKhU",
                "$scrypt$ln=16,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$QSumqB6mHTMMg6YbUS7g2U4ghJj0JI1egr/+BY9D/OY"
            })
    void scryptIsChecked(String hash) {
        assertOutdated(hash);
    }
}
