package org.kennwilliamson.roster.password;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kennwilliamson.roster.password.Hashes.assertOutdated;

/** PBKDF2; the hashes were made by Python's hashlib, by passlib 1.7.4 and by Django 5.2. */
class ImportedPbkdf2Test {

    private final StoredHashes hashes = new StoredHashes();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pbkdf2_sha256$1000$somesaltsomesaltsomesa$xZehJqjrziWu4+1TppZSGOtGciwN8xrOcGjUEbKvdX0=",
                "$pbkdf2-sha256$1000$c29tZXNhbHRzb21lc2FsdA$aU5r.5gCD.6tnd95x/wf21lKAx9jm7WuJ4R8fImlN7I",
                "$pbkdf2-sha256$29000$8PHy8/T19vf4.fr7/P3./w$VFpe5nvOToI0tO.N2zM.r92ISNkTbVgP5xCCmjjviog",
                "$pbkdf2-sha256$i=1000$c29tZXNhbHRzb21lc2FsdA$aU5r+5gCD+6tnd95x/wf21lKAx9jm7WuJ4R8fImlN7I",
                "$pbkdf2-sha256$i=1000,l=32$c29tZXNhbHRzb21lc2FsdA$aU5r+5gCD+6tnd95x/wf21lKAx9jm7WuJ4R8fImlN7I",
                "$pbkdf2-sha256$i=1000,l=64$c29tZXNhbHRzb21lc2FsdA==$aU5r+5gCD+6tnd95x/wf21lKAx9jm7WuJ4R8fImlN7IAnm5ZnIF5PoBbDB4Xy3mOCI27719xsmp69xaioiYmPA==",
                "$pbkdf2-sha512$1000$c29tZXNhbHRzb21lc2FsdA$FzvLB3ypk5w1H1DmZ.1SPiQrFESOZfXGpZTnDwI5n1ashlcJwOOZHIyvAEBFyleuUYzImSJx/1movdOKIpE9kA",
                "$pbkdf2-sha512$i=1000,l=64$c29tZXNhbHRzb21lc2FsdA==$FzvLB3ypk5w1H1DmZ+1SPiQrFESOZfXGpZTnDwI5n1ashlcJwOOZHIyvAEBFyleuUYzImSJx/1movdOKIpE9kA=="
            })
    void pbkdf2IsChecked(String hash) {
        assertOutdated(hash);
    }

    @Test
    void djangosDefaultFits() {
        String hash = "pbkdf2_sha256$1000000$yYNaBXcOSXO1f8xOeq3a9k$FTzvnq+2cr3amJYusE46qWCjJ6lu38iU1jYsL+1S91A=";

        assertThat(hashes.verify("correct horse battery", hash)).isEqualTo(Verdict.OUTDATED);
    }
}
