/** What every resource needs of HTTP: pages, ETags, limits. Knows no feature. */
package org.kennwilliamson.roster.platform.http;
