package org.kennwilliamson.roster.auth;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Refuses a change if the caller's access has ended, or changed, since the request began. */
@AccessStillHolds
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class AccessInterceptor {

    private final Caller caller;

    AccessInterceptor(Caller caller) {
        this.caller = caller;
    }

    @AroundInvoke
    Object check(InvocationContext invocation) throws Exception {
        caller.requireUnchanged();
        return invocation.proceed();
    }
}
