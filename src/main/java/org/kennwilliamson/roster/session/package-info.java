/** Sessions: signing in, staying signed in, signing out, and not letting anybody guess. */
package org.kennwilliamson.roster.session;
