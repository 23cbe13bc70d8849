/** What every resource needs of HTTP: pages, ETags, merge patches, limits. Knows no feature. */
package org.kennwilliamson.roster.platform.http;
