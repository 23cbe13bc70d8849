package org.kennwilliamson.roster.session;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.lockout.LockoutKey;
import org.kennwilliamson.roster.session.SignInRepository.Candidate;
import org.kennwilliamson.roster.session.SignInRepository.Confirmed;
import org.kennwilliamson.roster.session.SignInRepository.Opened;
import org.kennwilliamson.roster.testing.Api;
import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Stored;

import static org.assertj.core.api.Assertions.assertThat;

/** A password that was right a moment ago opens nothing when something has happened since. */
@QuarkusTest
class SignInRepositoryTest extends ApiTest {

    private static final AuditContext TRAIL = new AuditContext("anonymous", "192.0.2.99", null);

    @Inject
    SignInRepository signIns;

    @Inject
    PasswordChangeRepository passwords;

    private Person ada;
    private List<LockoutKey> subjects;
    private Candidate checked;

    @BeforeEach
    void herPasswordWasRight() {
        ada = Person.with("user");
        subjects = List.of(LockoutKey.of(ada.email(), null).get(0));
        checked = signIns.find(ada.email(), subjects).await().indefinitely();
    }

    @Test
    void asLongAsNothingHappensItOpensASession() {
        assertThat(open(null).session()).isNotNull();
    }

    @Test
    void othersHaveLockedTheAccount() {
        for (int i = 0; i < 5; i++) {
            signIns.fail(UUID.fromString(ada.id()), subjects, TRAIL).await().indefinitely();
        }

        assertThat(open(null).session()).isNull();
        assertThat(open(null).lockedSeconds()).isPresent();
        assertThat(change().done()).isFalse();
        assertThat(change().lockedSeconds()).isPresent();
    }

    @Test
    void thereIsAnotherPassword() {
        Api.put("/v1/users/{id}/password", Map.of("password", "eleven-storks-by-the-well"), ada.id())
                .then()
                .statusCode(204);

        assertThat(open(null).session()).isNull();
        assertThat(change().done()).isFalse();
    }

    @Test
    void theUserWasDisabled() {
        Api.patch("/v1/users/{id}", "*", Map.of("active", false), ada.id())
                .then()
                .statusCode(200);

        assertThat(open(null).session()).isNull();
        assertThat(change().done()).isFalse();
    }

    @Test
    void anotherSignInHasHashedTheSamePasswordAnew() {
        Stored.column("update users set password_hash = 'anew' where id::text = ? returning id", ada.id());

        assertThat(open("of this one").session()).isNotNull();

        assertThat(Stored.column("select password_hash from users where id::text = ?", ada.id()))
                .containsExactly("anew");
    }

    private Opened open(String newHash) {
        RefreshToken token = RefreshToken.first(new SecureRandom());
        return signIns.open(new Confirmed(checked, newHash), token, Duration.ofDays(1), null, subjects, TRAIL)
                .await()
                .indefinitely();
    }

    private PasswordChangeRepository.Changed change() {
        return passwords.change(checked, subjects, "a hash", TRAIL).await().indefinitely();
    }
}
