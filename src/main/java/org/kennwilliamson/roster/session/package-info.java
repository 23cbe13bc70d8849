/** Sessions: signing in, staying signed in, signing out. */
package org.kennwilliamson.roster.session;
