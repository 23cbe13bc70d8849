package org.kennwilliamson.roster.session;

import jakarta.inject.Inject;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.testing.ApiTest;
import org.kennwilliamson.roster.testing.Person;
import org.kennwilliamson.roster.testing.Stored;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
class SessionSweepTest extends ApiTest {

    @Inject
    SessionRepository sessions;

    @Test
    void sessionsThatNobodyRefreshedGo() {
        Person ada = Person.with("user");
        ada.signIn();
        Person bob = Person.with("user");
        bob.signIn();
        Stored.column("update sessions set expires_at = now() where user_id::text = ? returning id", ada.id());

        sessions.sweep().await().indefinitely();

        assertThat(Stored.column("select user_id from sessions"))
                .contains(bob.id())
                .doesNotContain(ada.id());
    }
}
