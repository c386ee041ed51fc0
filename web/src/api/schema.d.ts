// Generated from api/openapi.json by `make openapi`. Do not edit.

export interface paths {
    "/api/v1/assign/round-robin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.assign`; a token needs the scope `write`. */
        post: operations["post-assign-round-robin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `audit.read`; a token needs the scope `admin`. */
        get: operations["get-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.bulk`; a token needs the scope `write`. */
        post: operations["post-bulk-acts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bulk-acts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `customer.bulk`; a token needs the scope `read`. */
        get: operations["get-bulk-acts-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `customer.evaluate`; a token needs the scope `read`. */
        get: operations["get-cold"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `contract.read`; a token needs the scope `read`. */
        get: operations["get-contracts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts/sums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `contract.read`; a token needs the scope `read`. */
        get: operations["get-contracts-sums"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `contract.read`; a token needs the scope `read`. */
        get: operations["get-contracts-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the permission `contract.write`; a token needs the scope `write`. */
        patch: operations["patch-contracts-id"];
        trace?: never;
    };
    "/api/v1/contracts/{id}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `contract.write`; a token needs the scope `write`. */
        post: operations["post-contracts-id-acceptance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contracts/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `payment.write`; a token needs the scope `write`. */
        post: operations["post-contracts-id-payments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `customer.read`; a token needs the scope `read`. */
        get: operations["get-customers"];
        put?: never;
        /** @description Needs the permission `customer.create`; a token needs the scope `write`. */
        post: operations["post-customers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.bulk`; a token needs the scope `write`. */
        post: operations["post-customers-bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.read`; a token needs the scope `write`. */
        post: operations["post-customers-duplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/shared-numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.merge`; a token needs the scope `write`. */
        post: operations["post-customers-shared-numbers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/shared-numbers/unmark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.merge`; a token needs the scope `write`. */
        post: operations["post-customers-shared-numbers-unmark"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `customer.read`; a token needs the scope `read`. */
        get: operations["get-customers-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the permission `customer.edit`; a token needs the scope `write`. */
        patch: operations["patch-customers-id"];
        trace?: never;
    };
    "/api/v1/customers/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.merge`; a token needs the scope `write`. */
        post: operations["post-customers-id-archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.assign`; a token needs the scope `write`. */
        post: operations["post-customers-id-assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `touch.write`; a token needs the scope `write`. */
        post: operations["post-customers-id-call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.claim`; a token needs the scope `write`. */
        post: operations["post-customers-id-claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/collaborators/{personId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs the permission `collaborator.write`; a token needs the scope `write`. */
        put: operations["put-customers-id-collaborators-personId"];
        post?: never;
        /** @description Needs the permission `customer.read`; a token needs the scope `write`. */
        delete: operations["delete-customers-id-collaborators-personId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.edit`; a token needs the scope `write`. */
        post: operations["post-customers-id-contacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/contacts/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Needs the permission `customer.edit`; a token needs the scope `write`. */
        delete: operations["delete-customers-id-contacts-contactId"];
        options?: never;
        head?: never;
        /** @description Needs the permission `customer.edit`; a token needs the scope `write`. */
        patch: operations["patch-customers-id-contacts-contactId"];
        trace?: never;
    };
    "/api/v1/customers/{id}/deals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `contract.read`; a token needs the scope `read`. */
        get: operations["get-customers-id-deals"];
        put?: never;
        /** @description Needs the permission `deal.write`; a token needs the scope `write`. */
        post: operations["post-customers-id-deals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase a person for good: {confirm, reason, contactId?}
         * @description Needs the permission `personal.data`; a token needs the scope `admin`.
         */
        post: operations["post-customers-id-erasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.evaluate`; a token needs the scope `write`. */
        post: operations["post-customers-id-evaluate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.merge`; a token needs the scope `write`. */
        post: operations["post-customers-id-merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.move`; a token needs the scope `write`. */
        post: operations["post-customers-id-moves"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/moves/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `customer.move`; a token needs the scope `read`. */
        get: operations["get-customers-id-moves-check"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/personal-data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything kept about a person as ZIP (?contact=ID: about one contact)
         * @description Needs the permission `personal.data`; a token needs the scope `admin`.
         */
        get: operations["get-customers-id-personal-data"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `plan.write`; a token needs the scope `write`. */
        post: operations["post-customers-id-plans"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/plans/{planId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `plan.write`; a token needs the scope `write`. */
        post: operations["post-customers-id-plans-planId-cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/plans/{planId}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `plan.write`; a token needs the scope `write`. */
        post: operations["post-customers-id-plans-planId-done"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `customer.read`; a token needs the scope `read`. */
        get: operations["get-customers-id-receipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.release`; a token needs the scope `write`. */
        post: operations["post-customers-id-release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.merge`; a token needs the scope `write`. */
        post: operations["post-customers-id-restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `customer.unmask`; a token needs the scope `write`. */
        post: operations["post-customers-id-reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `customer.read`; a token needs the scope `read`. */
        get: operations["get-customers-id-timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/touches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `touch.write`; a token needs the scope `write`. */
        post: operations["post-customers-id-touches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/touches/{touchId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the permission `touch.write`; a token needs the scope `write`. */
        patch: operations["patch-customers-id-touches-touchId"];
        trace?: never;
    };
    "/api/v1/customers/{id}/touches/{touchId}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `comment.write`; a token needs the scope `write`. */
        post: operations["post-customers-id-touches-touchId-comments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `deal.read`; a token needs the scope `read`. */
        get: operations["get-deals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/sums": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `deal.read`; a token needs the scope `read`. */
        get: operations["get-deals-sums"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the permission `deal.write`; a token needs the scope `write`. */
        patch: operations["patch-deals-id"];
        trace?: never;
    };
    "/api/v1/deals/{id}/contract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `contract.write`; a token needs the scope `write`. */
        post: operations["post-deals-id-contract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deals/{id}/lost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `deal.write`; a token needs the scope `write`. */
        post: operations["post-deals-id-lost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `self`; a token needs the scope `read`. */
        get: operations["get-departments"];
        put?: never;
        /** @description Needs the permission `people.write`; a token needs the scope `admin`. */
        post: operations["post-departments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the permission `people.write`; a token needs the scope `admin`. */
        patch: operations["patch-departments-id"];
        trace?: never;
    };
    "/api/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Customers of a list as a file: ?filter=&q=&sort=&in=&pool=&format=csv|xlsx; or chosen ones: ?ids=1,2
         * @description Needs the permission `customer.export`; a token needs the scope `export`.
         */
        get: operations["get-export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `field.read`; a token needs the scope `read`. */
        get: operations["get-fields"];
        put?: never;
        /** @description Needs the permission `settings.write`; a token needs the scope `admin`. */
        post: operations["post-fields"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fields/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the permission `settings.write`; a token needs the scope `admin`. */
        patch: operations["patch-fields-id"];
        trace?: never;
    };
    "/api/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file
         * @description Needs the permission `self`; a token needs the scope `write`.
         */
        post: operations["post-files"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file
         * @description Needs the permission `self`; a token needs the scope `read`.
         */
        get: operations["get-files-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `field.read`; a token needs the scope `read`. */
        get: operations["get-filters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funnel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `funnel.read`; a token needs the scope `read`. */
        get: operations["get-funnel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funnel/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `funnel.read`; a token needs the scope `read`. */
        get: operations["get-funnel-board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funnel/exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `funnel.read`; a token needs the scope `read`. */
        get: operations["get-funnel-exceptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/funnel/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `self`; a token needs the scope `read`. */
        get: operations["get-funnel-template"];
        /** @description Needs the permission `funnel.write`; a token needs the scope `admin`. */
        put: operations["put-funnel-template"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `people.read`; a token needs the scope `read`. */
        get: operations["get-hold"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `import.own`; a token needs the scope `import`. */
        get: operations["get-imports"];
        put?: never;
        /**
         * Upload a file of customers: what it is, and a dry run. Parts: file, options (JSON)
         * @description Needs the permission `import.own`; a token needs the scope `import`.
         */
        post: operations["post-imports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `import.own`; a token needs the scope `import`. */
        get: operations["get-imports-id"];
        put?: never;
        post?: never;
        /** @description Needs the permission `import.own`; a token needs the scope `import`. */
        delete: operations["delete-imports-id"];
        options?: never;
        head?: never;
        /**
         * Change options; makes the dry run again. Body: {options}
         * @description Needs the permission `import.own`; a token needs the scope `import`.
         */
        patch: operations["patch-imports-id"];
        trace?: never;
    };
    "/api/v1/imports/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rows that did not come in, with the reason, as CSV. ?outcome=rejected|duplicate|all
         * @description Needs the permission `import.own`; a token needs the scope `import`.
         */
        get: operations["get-imports-id-errors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `import.own`; a token needs the scope `import`. */
        post: operations["post-imports-id-run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `import.own`; a token needs the scope `import`. */
        post: operations["post-imports-id-undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Open to everybody. */
        post: operations["post-invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invite/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Open to everybody. */
        post: operations["post-invite-read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live changes
         * @description Needs the permission `self`; a token needs the scope `read`.
         */
        get: operations["get-live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Open to everybody. */
        post: operations["post-login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the session
         * @description Open to everybody.
         */
        post: operations["post-logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `self`; a token needs the scope `read`. */
        get: operations["get-me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the permission `self`; a token needs the scope `write`. */
        patch: operations["patch-me"];
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `self` and a browser's session; no token opens it. */
        post: operations["post-me-password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `self` and a browser's session; no token opens it. */
        get: operations["get-me-sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Needs the permission `self` and a browser's session; no token opens it. */
        delete: operations["delete-me-sessions-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `self` and a browser's session; no token opens it. */
        get: operations["get-me-tokens"];
        put?: never;
        /** @description Needs the permission `self` and a browser's session; no token opens it. */
        post: operations["post-me-tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Needs the permission `self` and a browser's session; no token opens it. */
        delete: operations["delete-me-tokens-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `self`; a token needs the scope `read`. */
        get: operations["get-notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `self`; a token needs the scope `write`. */
        post: operations["post-notices-read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `self`; a token needs the scope `read`. */
        get: operations["get-organisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the permission `settings.write`; a token needs the scope `admin`. */
        patch: operations["patch-organisation"];
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `people.read`; a token needs the scope `read`. */
        get: operations["get-people"];
        put?: never;
        /** @description Needs the permission `people.write` and a browser's session; no token opens it. */
        post: operations["post-people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `self`; a token needs the scope `read`. */
        get: operations["get-people-names"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `people.read`; a token needs the scope `read`. */
        get: operations["get-people-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the permission `people.write`; a token needs the scope `admin`. */
        patch: operations["patch-people-id"];
        trace?: never;
    };
    "/api/v1/people/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `people.write`; a token needs the scope `admin`. */
        post: operations["post-people-id-disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `people.write`; a token needs the scope `admin`. */
        post: operations["post-people-id-enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/export-grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `people.read` and a browser's session; no token opens it. */
        post: operations["post-people-id-export-grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `people.write` and a browser's session; no token opens it. */
        post: operations["post-people-id-invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Needs the permission `funnel.write`; a token needs the scope `admin`. */
        put: operations["put-people-id-quota"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/personal-data/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Needs the permission `personal.data`; a token needs the scope `admin`. */
        post: operations["post-personal-data-find"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `self`; a token needs the scope `read`. */
        get: operations["get-ping"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `queue.read`; a token needs the scope `read`. */
        get: operations["get-plans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `self`; a token needs the scope `read`. */
        get: operations["get-pools"];
        put?: never;
        /** @description Needs the permission `pool.write`; a token needs the scope `admin`. */
        post: operations["post-pools"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pools/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the permission `pool.write`; a token needs the scope `admin`. */
        patch: operations["patch-pools-id"];
        trace?: never;
    };
    "/api/v1/pools/{id}/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `pool.read`; a token needs the scope `read`. */
        get: operations["get-pools-id-customers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `product.read`; a token needs the scope `read`. */
        get: operations["get-products"];
        put?: never;
        /** @description Needs the permission `product.write`; a token needs the scope `admin`. */
        post: operations["post-products"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Needs the permission `product.write`; a token needs the scope `admin`. */
        patch: operations["patch-products-id"];
        trace?: never;
    };
    "/api/v1/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `queue.read`; a token needs the scope `read`. */
        get: operations["get-queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rhythm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `customer.read`; a token needs the scope `read`. */
        get: operations["get-rhythm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Open to everybody. */
        get: operations["get-setup"];
        put?: never;
        /** @description Open to everybody. */
        post: operations["post-setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `queue.read`; a token needs the scope `read`. */
        get: operations["get-summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `customer.read`; a token needs the scope `read`. */
        get: operations["get-views"];
        put?: never;
        /** @description Needs the permission `view.write`; a token needs the scope `write`. */
        post: operations["post-views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Needs the permission `customer.read`; a token needs the scope `read`. */
        get: operations["get-views-counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Needs the permission `view.write`; a token needs the scope `write`. */
        delete: operations["delete-views-id"];
        options?: never;
        head?: never;
        /** @description Needs the permission `view.write`; a token needs the scope `write`. */
        patch: operations["patch-views-id"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptanceInBody: {
            /** Format: date */
            acceptedOn: string;
            fileId: string;
        };
        AppPong: {
            /**
             * Format: date-time
             * @description The server's clock
             */
            at: string;
        };
        AssignExcluded: {
            code: string;
            person: components["schemas"]["AssignPerson"];
        };
        AssignHandOut: {
            assigned: components["schemas"]["Assigned"][];
            left: components["schemas"]["AssignLeft"][];
        };
        AssignHolding: {
            abandonedPerReceived: number | null;
            /** @description Layers 1-5, self-found ones included */
            byLayer: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Slots earned this month: one for each signing and each abandonment
             */
            earned: number;
            /** Format: int64 */
            left: number;
            person: components["schemas"]["CustomerRef"];
            /** Format: int64 */
            quota: number;
            /** Format: int64 */
            received: number;
            /**
             * Format: int64
             * @description Beside the quota
             */
            selfFound: number;
            /** Format: int64 */
            used: number;
        };
        AssignInBody: {
            ownerId: string;
            reason?: string;
            /** Format: int64 */
            version?: number;
        };
        AssignItemsAssignHolding: {
            items: components["schemas"]["AssignHolding"][];
        };
        AssignItemsAssignListed: {
            items: components["schemas"]["AssignListed"][];
        };
        AssignItemsAssignReceipt: {
            items: components["schemas"]["AssignReceipt"][];
        };
        AssignLeft: {
            code: string;
            detail: string;
            id: string;
            name: string;
        };
        AssignListed: {
            active: boolean;
            /**
             * Format: int64
             * @description Exact up to 1,000
             */
            count: number;
            /** Format: int64 */
            dailyClaims: number;
            /** @description Whose pool it is; null: everybody's */
            department: components["schemas"]["CustomerRef"] | null;
            id: string;
            mayClaim: boolean;
            /** @description There are more than count */
            more: boolean;
            name: string;
            /** Format: int64 */
            previousOwnerDays: number;
            /** Format: int64 */
            version: number;
        };
        AssignPerson: {
            id: string;
            name: string;
        };
        AssignPoolChange: {
            active?: boolean;
            /** Format: int64 */
            dailyClaims?: number;
            /** @description Empty text: everybody's */
            departmentId?: string;
            name?: string;
            /** Format: int64 */
            previousOwnerDays?: number;
            /** Format: int64 */
            version?: number;
        };
        AssignReceipt: {
            /** Format: date-time */
            at: string;
            /** @description null: the program itself */
            by: components["schemas"]["CustomerRef"] | null;
            from: components["schemas"]["CustomerRef"] | null;
            id: string;
            /** @description create, claim, assign, round_robin, release, abandon, reject, thaw, import, disable, merge, undo */
            kind: string;
            pool: components["schemas"]["CustomerRef"] | null;
            reason: string;
            to: components["schemas"]["CustomerRef"] | null;
            trace: components["schemas"]["AssignTrace"];
        };
        AssignReleaseBody: {
            /** @description Default: the pool of the owner's department */
            poolId?: string;
            reason?: string;
            /** Format: int64 */
            version?: number;
        };
        AssignSeat: {
            /** Format: int64 */
            lastAssigned?: number;
            /** Format: int64 */
            load: number;
            person: components["schemas"]["AssignPerson"];
            /** Format: int64 */
            slots: number;
        };
        AssignTrace: {
            candidates?: components["schemas"]["AssignSeat"][];
            chosen?: string;
            excluded?: components["schemas"]["AssignExcluded"][];
            facts?: {
                [key: string]: unknown;
            };
            rule?: string;
        };
        Assigned: {
            customerId: string;
            name: string;
            ownerId: string;
            ownerName: string;
        };
        AuditChanged: {
            after: string;
            before: string;
            field: string;
            label: string;
        };
        AuditItem: {
            /** Format: date-time */
            at: string;
            /** @description null: the program itself */
            by: components["schemas"]["AuditRef"] | null;
            /** @description Fields before and after, for the organisation's own records */
            changes: components["schemas"]["AuditChanged"][];
            customerId: string;
            id: string;
            kind: string;
            sealed: boolean;
            subjectId: string;
            /** @description In the reader's language */
            text: string;
        };
        AuditRef: {
            id: string;
            name: string;
        };
        AuthCreatedToken: {
            id: string;
            /** @description Shown once */
            token: string;
        };
        AuthFirstRun: {
            email: string;
            language?: string;
            name: string;
            organisation: string;
            password: string;
            token: string;
            zone?: string;
        };
        AuthHold: {
            /** Format: int64 */
            claimsToday: number;
            /** Format: int64 */
            dailyClaims: number;
            /** Format: int64 */
            left: number;
            /** Format: int64 */
            quota: number;
            /** Format: int64 */
            used: number;
        };
        AuthInviteBody: {
            /** @description Ids of the person's tokens that go on; all others end */
            keep?: string[];
            password: string;
            token: string;
        };
        AuthInviteReadBody: {
            /** @description What stands behind the # of the link */
            token: string;
        };
        AuthInvited: {
            email: string;
            name: string;
            organisation: string;
            tokens: components["schemas"]["AuthSession"][];
        };
        AuthLoginBody: {
            email: string;
            password: string;
        };
        AuthMe: {
            department: components["schemas"]["AuthRefCrmDepartment"];
            email: string;
            hold: components["schemas"]["AuthHold"];
            /** @enum {string} */
            home: "today" | "funnel" | "customers" | "contracts" | "import" | "settings";
            id: string;
            /** @description The person's, or the organisation's */
            language: string;
            name: string;
            permissions: components["schemas"]["AuthzPerm"][];
            roles: components["schemas"]["Role"][];
            scope: components["schemas"]["Scope"];
            /** @description What pages remember for this person */
            settings: {
                [key: string]: unknown;
            };
            tenant: components["schemas"]["AuthTenant"];
            /** Format: int64 */
            unread: number;
        };
        AuthMeChange: {
            /** @description Empty: the organisation's */
            language?: string;
            /** @description Merged into the stored ones; null takes a name away */
            settings?: {
                [key: string]: unknown;
            };
        };
        AuthNewToken: {
            /**
             * Format: int64
             * @description How long it lasts, 90 when left out
             */
            days?: number;
            name: string;
            /** @description What it may be used for: read, write, import, export, admin; read and write when left out */
            scopes?: string[];
        };
        AuthPasswordBody: {
            /** @description Ids of sessions and tokens that go on; all others but this one end */
            keep?: string[];
            new: string;
            old: string;
        };
        AuthRefCrmDepartment: {
            id: string;
            name: string;
        };
        AuthSession: {
            address: string;
            agent: string;
            /** Format: date-time */
            createdAt: string;
            current: boolean;
            expiresAt: string | null;
            id: string;
            /** @enum {string} */
            kind: "browser" | "token";
            name: string;
            /** @description What a token may be used for */
            scopes?: string[];
            /** @description Last use, exact to five minutes; null for a token never used */
            seenAt: string | null;
        };
        AuthSessionList: {
            items: components["schemas"]["AuthSession"][];
        };
        AuthSetupState: {
            needed: boolean;
        };
        AuthTenant: {
            currency: string;
            demo: boolean;
            id: string;
            language: string;
            name: string;
            phoneRegion: string;
            zone: string;
        };
        /** @enum {string} */
        AuthzPerm: "audit.read" | "collaborator.write" | "comment.write" | "contract.read" | "contract.write" | "customer.assign" | "customer.bulk" | "customer.claim" | "customer.create" | "customer.edit" | "customer.evaluate" | "customer.export" | "customer.merge" | "customer.move" | "customer.override" | "customer.read" | "customer.release" | "customer.unmask" | "deal.read" | "deal.write" | "field.read" | "funnel.read" | "funnel.write" | "import.own" | "import.run" | "payment.write" | "people.read" | "people.write" | "personal.data" | "plan.write" | "pool.read" | "pool.write" | "product.read" | "product.write" | "queue.read" | "self" | "settings.write" | "touch.write" | "view.write";
        /** @enum {string} */
        BandState: "under" | "in" | "over" | "none";
        Blob: {
            /** Format: date-time */
            createdAt: string;
            id: string;
            mime: string;
            name: string;
            /** Format: int64 */
            size: number;
        };
        BlobItem: {
            id: string;
            mime: string;
            name: string;
            /** Format: int64 */
            size: number;
        };
        BulkAdjustment: {
            options: components["schemas"]["BulkOptionsChanges"];
        };
        BulkCellError: {
            code: string;
            /** Format: int64 */
            column: number;
            params?: {
                [key: string]: unknown;
            };
            target?: string;
            text?: string;
        };
        BulkColumn: {
            /** @description Of a new custom field */
            kind?: ("text" | "number" | "date" | "choice") | "";
            /** @description Of a new custom field */
            label?: string;
            order?: ("ymd" | "dmy" | "mdy") | "";
            /** @description One of targets, or custom:KEY */
            target: string;
        };
        BulkCounts: {
            /** Format: int64 */
            create: number;
            /** Format: int64 */
            duplicate: number;
            /** Format: int64 */
            reject: number;
            /** Format: int64 */
            update: number;
        };
        BulkDetected: {
            /** @enum {string} */
            dateOrder: "ymd" | "dmy" | "mdy";
            /** @description false: the days can be read in more than one way, ask */
            dateSure: boolean;
            delimiter?: string;
            encoding?: string;
            /** @enum {string} */
            format: "csv" | "xlsx" | "xls" | "vcard";
            /** Format: int64 */
            headerRow: number;
            region: string;
            regions: string[];
            /**
             * Format: int64
             * @description Rows that were one quoted field
             */
            repaired: number;
            /** Format: int64 */
            rows: number;
            sheet?: string;
            sheets?: string[];
        };
        BulkFix: {
            /** @enum {string} */
            kind: "blank" | "value" | "merge";
            options: components["schemas"]["BulkOptionsChanges"];
            text?: string;
            to?: string;
        };
        BulkFoundColumn: {
            /** @description Matched by name or content; false: a new field or left out */
            auto: boolean;
            /** Format: double */
            confidence: number;
            /** Format: int64 */
            filled: number;
            header: string;
            /** Format: int64 */
            index: number;
            /**
             * @description The custom field it would make
             * @enum {string}
             */
            kind: "text" | "number" | "date" | "choice";
            order?: components["schemas"]["SheetOrder"];
            sample: string[];
            target: string;
            /** @description All values, when they are few */
            values?: string[];
        };
        BulkGrant: {
            /** Format: date-time */
            createdAt: string;
            id: string;
            personId: string;
            reason: string;
            /** Format: date-time */
            until: string;
        };
        BulkGroup: {
            code: string;
            /** Format: int64 */
            count: number;
            detail: string;
            fix?: components["schemas"]["BulkFix"];
            params?: {
                [key: string]: unknown;
            };
            /** @description The first rows */
            rows: number[];
            /** @description Some of the cells */
            sample: string[];
            target?: string;
        };
        BulkKept: {
            id: string;
            name: string;
        };
        BulkOptions: {
            blank?: string[];
            /** @description What each column becomes, in the file's order */
            columns: components["schemas"]["BulkColumn"][];
            /** @description One of , ; tab | */
            delimiter?: string;
            /** @enum {string} */
            duplicates: "skip" | "fill" | "overwrite" | "new";
            /** @enum {string} */
            encoding?: "utf-8" | "gb18030" | "big5" | "utf-16le" | "utf-16be" | "windows-1252";
            /** @description Whose ids the id column holds */
            externalSource?: string;
            /** Format: int64 */
            headerRow?: number;
            /**
             * @description Where no column says it
             * @enum {string}
             */
            kind: "company" | "person";
            /** @description Template with column names in braces */
            name?: string;
            /** @description Instead of the pool, where no column names an owner */
            ownerId?: string;
            /** @description Person id by the file's name for the owner; empty: to the pool. A change adds to earlier ones, null takes one away */
            owners?: {
                [key: string]: string;
            };
            poolId?: string;
            /** @description Country of numbers without a country code */
            region: string;
            sameName?: boolean;
            sheet?: string;
            /** @description Where no column says it */
            source?: string;
            sourceDetail?: string;
            /** @description Added to every customer */
            tags?: string[];
            touchAt?: string;
            /** @description By target and text of the cell. A change adds to earlier ones, null takes one away */
            values?: {
                [key: string]: {
                    [key: string]: string;
                };
            };
        };
        BulkOptionsChanges: {
            blank?: string[];
            /** @description What each column becomes, in the file's order */
            columns?: components["schemas"]["BulkColumn"][];
            /** @description One of , ; tab | */
            delimiter?: string;
            /** @enum {string} */
            duplicates?: "skip" | "fill" | "overwrite" | "new";
            /** @enum {string} */
            encoding?: "utf-8" | "gb18030" | "big5" | "utf-16le" | "utf-16be" | "windows-1252";
            /** @description Whose ids the id column holds */
            externalSource?: string;
            /** Format: int64 */
            headerRow?: number;
            /**
             * @description Where no column says it
             * @enum {string}
             */
            kind?: "company" | "person";
            /** @description Template with column names in braces */
            name?: string;
            /** @description Instead of the pool, where no column names an owner */
            ownerId?: string;
            /** @description Person id by the file's name for the owner; empty: to the pool. A change adds to earlier ones, null takes one away */
            owners?: {
                [key: string]: string;
            };
            poolId?: string;
            /** @description Country of numbers without a country code */
            region?: string;
            sameName?: boolean;
            sheet?: string;
            /** @description Where no column says it */
            source?: string;
            sourceDetail?: string;
            /** @description Added to every customer */
            tags?: string[];
            touchAt?: string;
            /** @description By target and text of the cell. A change adds to earlier ones, null takes one away */
            values?: {
                [key: string]: {
                    [key: string]: string;
                };
            };
        };
        BulkOwnerChoice: {
            /** Format: int64 */
            count: number;
            name: string;
            /** @description null: nobody, the rows go to the pool */
            personId: string | null;
        };
        BulkPreview: {
            counts: components["schemas"]["BulkCounts"];
            /**
             * Format: int64
             * @description About how many rows more are in the library already, to the hundred below; the run tells the sum
             */
            elsewhere: number;
            /** @description Why rows are refused, most frequent first */
            errors: components["schemas"]["BulkGroup"][];
            /** Format: int64 */
            millis: number;
            /** @description What was left out or assumed in rows that come in */
            notes: components["schemas"]["BulkGroup"][];
            owners: components["schemas"]["BulkOwnerChoice"][];
            /** @description The file is long: only the first rows were tried */
            partial: boolean;
            /**
             * Format: int64
             * @description New customers whose company name is known already
             */
            possible: number;
            rows: components["schemas"]["BulkPreviewRow"][];
            /** Format: int64 */
            tried: number;
            /** @description The hour's questions for full numbers are used up */
            withheld: boolean;
        };
        BulkPreviewRow: {
            code?: string;
            customerId?: string;
            detail?: string;
            errors?: components["schemas"]["BulkCellError"][];
            /** @description Fields that an update sets */
            filled?: string[];
            /** @enum {string} */
            outcome: "created" | "updated" | "duplicate" | "rejected";
            params?: {
                [key: string]: unknown;
            };
            /** Format: int64 */
            row: number;
            /** @description By target; numbers masked */
            values: {
                [key: string]: string;
            };
        };
        BulkRef: {
            id: string;
            name: string;
        };
        BulkTargetView: {
            key: string;
            /** @enum {string} */
            kind: "field" | "custom" | "touch" | "none";
            label: string;
            many: boolean;
        };
        BulkUndoState: {
            /** @description Customers somebody worked on since; they stay */
            kept: components["schemas"]["BulkKept"][];
            /**
             * Format: int64
             * @description How many more stay
             */
            keptMore: number;
            /** Format: int64 */
            removed: number;
            /** Format: int64 */
            restored: number;
        };
        BulkView: {
            by: components["schemas"]["BulkRef"];
            columns?: components["schemas"]["BulkFoundColumn"][];
            counts: components["schemas"]["BulkCounts"];
            /** Format: date-time */
            createdAt: string;
            detected?: components["schemas"]["BulkDetected"];
            doneAt: string | null;
            file: string;
            id: string;
            /** @description Why it stopped */
            message?: string;
            options?: components["schemas"]["BulkOptions"];
            preview?: components["schemas"]["BulkPreview"];
            /** Format: int64 */
            rowsRead: number;
            startedAt: string | null;
            /** @enum {string} */
            state: "mapped" | "running" | "done" | "failed" | "undoing" | "undone";
            targets?: components["schemas"]["BulkTargetView"][];
            /** Format: int64 */
            total: number;
            undo?: components["schemas"]["BulkUndoState"];
            /** @description null: it cannot be undone */
            undoUntil: string | null;
            /** Format: int64 */
            version: number;
        };
        /** @enum {string} */
        Channel: "call" | "wechat" | "visit" | "sms" | "email" | "meeting" | "other";
        /** @enum {string} */
        ContactKind: "phone" | "wechat" | "email" | "whatsapp" | "other";
        /** @enum {string} */
        CustomerAct: "edit" | "move" | "touch" | "plan" | "comment" | "claim" | "release" | "assign" | "merge" | "archive" | "unmask" | "collaborate" | "deal" | "override" | "evaluate" | "restore";
        CustomerAnswer: {
            matches: components["schemas"]["CustomerMatch"][];
            /**
             * Format: int64
             * @description How many more full numbers you may ask for within the hour
             */
            probesLeft: number;
        };
        CustomerBulk: {
            /** @enum {string} */
            action: "assign" | "release" | "tags" | "grade" | "temperature" | "plan" | "archive";
            /** @description Tags to add */
            add?: string[];
            /** @description Change nothing; tell what would happen */
            dryRun?: boolean;
            /** @description Instead of ids: all customers it finds, at most 500 */
            filter?: string;
            /** @enum {string} */
            grade?: "A" | "B" | "C" | "";
            ids?: string[];
            /** @enum {string} */
            in?: "pool" | "";
            /** @description Of assign */
            ownerId?: string;
            plan?: components["schemas"]["CustomerBulkPlan"];
            /** @description Of in=pool, or where to release to */
            poolId?: string;
            q?: string;
            reason?: string;
            /** @description Tags to take away */
            remove?: string[];
            /** @enum {string} */
            temperature?: "hot" | "warm" | "cold" | "";
        };
        CustomerBulkAct: {
            action: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: int64 */
            done: number;
            doneAt: string | null;
            id: string;
            /** @description Why it stopped */
            message?: string;
            /** Format: int64 */
            refused: number;
            /** @enum {string} */
            state: "running" | "done" | "failed";
            /** Format: int64 */
            total: number;
        };
        CustomerBulkActOut: {
            action: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: int64 */
            done: number;
            doneAt: string | null;
            id: string;
            /** @description Those left as they were, the first of them */
            list: components["schemas"]["CustomerBulkRefused"][];
            /** @description Why it stopped */
            message?: string;
            /** Format: int64 */
            refused: number;
            /** @enum {string} */
            state: "running" | "done" | "failed";
            /** Format: int64 */
            total: number;
        };
        CustomerBulkDone: {
            /** Format: int64 */
            done: number;
            refused: components["schemas"]["CustomerBulkRefused"][];
        };
        CustomerBulkPlan: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            channel: "call" | "wechat" | "visit" | "sms" | "email" | "meeting" | "other";
            content?: string;
            goal?: string;
        };
        CustomerBulkRefused: {
            code: string;
            detail: string;
            id: string;
            name: string;
        };
        CustomerChangeItem: {
            data?: {
                [key: string]: unknown;
            };
            fields: components["schemas"]["CustomerFieldChange"][];
            /** @description Kind of the fact; its words are fact.<kind> in the catalogues */
            kind: string;
        };
        CustomerChannelChange: {
            /** @description Empty: a new channel */
            id?: string;
            /** @enum {string} */
            kind: "phone" | "email" | "wechat" | "whatsapp" | "other";
            label?: string;
            /** @description Empty with an id: unchanged */
            value?: string;
        };
        CustomerChannelView: {
            id: string;
            kind: components["schemas"]["ContactKind"];
            label: string;
            masked: boolean;
            /** @description Why several customers share the number, such as a switchboard; empty: they do not */
            shared: string;
            value: string;
        };
        CustomerCollaborator: {
            mayTouch: boolean;
            person: components["schemas"]["CustomerRef"];
            until: string | null;
        };
        CustomerContactAnswer: {
            channels: components["schemas"]["CustomerChannelView"][];
            /** Format: int64 */
            customerVersion: number;
            id: string;
            name: string;
            preferred: string;
            primary: boolean;
            remark: string;
            title: string;
            /** Format: int64 */
            version: number;
        };
        CustomerContactView: {
            channels: components["schemas"]["CustomerChannelView"][];
            id: string;
            name: string;
            preferred: string;
            primary: boolean;
            remark: string;
            title: string;
            /** Format: int64 */
            version: number;
        };
        CustomerDuplicates: {
            matches: components["schemas"]["CustomerMatch"][];
            mayForce: boolean;
        };
        CustomerFieldChange: {
            after: unknown;
            before: unknown;
            field: string;
        };
        CustomerFieldList: {
            items: components["schemas"]["CustomerFieldView"][];
        };
        CustomerFieldOption: {
            label: string;
            value: string;
        };
        CustomerFieldView: {
            active: boolean;
            custom: boolean;
            id?: string;
            key: string;
            /** @enum {string} */
            kind: "text" | "number" | "integer" | "money" | "bool" | "date" | "instant" | "choice" | "ref" | "tags" | "layer";
            label: string;
            operators: string[];
            options: components["schemas"]["CustomerFieldOption"][];
            sortable: boolean;
            /** @description Of a reference: person, department, product, pool */
            to?: string;
            /** Format: int64 */
            version?: number;
        };
        CustomerFilter: {
            /** @description Its canonical form */
            text: string;
            /** @description null for the empty one */
            tree: components["schemas"]["ExprTree"] | null;
        };
        CustomerFull: {
            abandonReason: string;
            actions: components["schemas"]["CustomerAct"][];
            address: string;
            archived: boolean;
            assignedAt: string | null;
            city: string;
            collaborators: components["schemas"]["CustomerCollaborator"][];
            competitor: string;
            contactName: string;
            contactTitle: string;
            contacts: components["schemas"]["CustomerContactView"][];
            coolUntil: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Custom fields by key */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: double
             * @description Working days
             */
            daysInLayer: number;
            deal: components["schemas"]["Money"] | null;
            department: components["schemas"]["CustomerRef"] | null;
            doNotContact: boolean;
            firstDueAt: string | null;
            goal: string;
            /** @description Empty: not graded */
            grade: components["schemas"]["Grade"] | "";
            hidden: string[];
            id: string;
            /**
             * Format: double
             * @description 0: no standard
             */
            idealDays: number;
            industry: string;
            kind: components["schemas"]["CustomerKind"];
            lastChannel: components["schemas"]["Channel"] | "";
            lastResult: components["schemas"]["Result"] | "";
            lastTouchAt: string | null;
            layer: components["schemas"]["Layer"];
            /** Format: date-time */
            layerSince: string;
            name: string;
            need: string;
            nextAt: string | null;
            nextChannel: components["schemas"]["Channel"] | "";
            nextGoal: string;
            owner: components["schemas"]["CustomerRef"] | null;
            /** @description Masked; empty for those who never see numbers */
            phone: string;
            phoneMasked: boolean;
            plan: components["schemas"]["CustomerPlanView"] | null;
            pool: components["schemas"]["CustomerRef"] | null;
            preference: string;
            product: components["schemas"]["CustomerRef"] | null;
            province: string;
            /** @description What the customer said last */
            quotes: components["schemas"]["CustomerQuote"][];
            remark: string;
            selfFound: boolean;
            source: string;
            sourceDetail: string;
            standing: components["schemas"]["FunnelStanding"] | null;
            tags: string[];
            taxCode: string;
            temperature: components["schemas"]["Temperature"];
            /** Format: int64 */
            touches: number;
            /** Format: date-time */
            updatedAt: string;
            /** Format: int64 */
            version: number;
            website: string;
        };
        /** @enum {string} */
        CustomerKind: "company" | "person";
        CustomerMatch: {
            /** @enum {string} */
            advice: "open" | "ask_owner" | "ask_manager";
            archived: boolean;
            /** @description It lies in the cold store: ask a manager */
            cold: boolean;
            customer: components["schemas"]["CustomerMatchCustomer"];
            /** @description The key belongs to one customer only */
            exact: boolean;
            /** @enum {string} */
            kind: "mobile" | "phone" | "wechat" | "email" | "tax" | "ext" | "name";
            /** @description You may open it */
            visible: boolean;
        };
        CustomerMatchCustomer: {
            id?: string;
            /** Format: date-time */
            lastTouchAt?: string;
            layer?: components["schemas"]["Layer"];
            name: string;
            owner?: components["schemas"]["CustomerRef"];
        };
        /** @enum {string} */
        CustomerMemberName: "id" | "name" | "kind" | "contactName" | "contactTitle" | "phone" | "phoneMasked" | "grade" | "temperature" | "layer" | "layerSince" | "daysInLayer" | "idealDays" | "owner" | "department" | "pool" | "selfFound" | "product" | "goal" | "need" | "source" | "sourceDetail" | "industry" | "province" | "city" | "address" | "website" | "taxCode" | "tags" | "custom" | "preference" | "remark" | "competitor" | "doNotContact" | "deal" | "lastTouchAt" | "lastChannel" | "lastResult" | "touches" | "nextAt" | "nextChannel" | "nextGoal" | "firstDueAt" | "assignedAt" | "abandonReason" | "coolUntil" | "createdAt" | "updatedAt" | "archived" | "version" | "actions";
        CustomerMergedInto: {
            mergedInto: string;
        };
        CustomerNew: {
            address?: string;
            city?: string;
            competitor?: string;
            contacts?: components["schemas"]["CustomerNewContact"][];
            /** @description Custom fields by key */
            custom?: {
                [key: string]: unknown;
            };
            doNotContact?: boolean;
            /** @description Create it although a name or a landline is known already */
            force?: boolean;
            goal?: string;
            /** @enum {string} */
            grade?: "A" | "B" | "C" | "";
            industry?: string;
            /**
             * @default company
             * @enum {string}
             */
            kind?: "company" | "person";
            name?: string;
            need?: string;
            /** @description Absent: yourself if you sell (self-found), else the pool */
            ownerId?: string;
            /** @description Shortcut: a number of the primary contact */
            phone?: string;
            poolId?: string;
            preference?: string;
            productId?: string;
            province?: string;
            remark?: string;
            source?: string;
            sourceDetail?: string;
            tags?: string[];
            taxCode?: string;
            /** @enum {string} */
            temperature?: "hot" | "warm" | "cold";
            website?: string;
        };
        CustomerNewChannel: {
            /** @enum {string} */
            kind: "phone" | "email" | "wechat" | "whatsapp" | "other";
            label?: string;
            value: string;
        };
        CustomerNewContact: {
            channels?: components["schemas"]["CustomerNewChannel"][];
            name: string;
            /** @description Preferred channel of touches */
            preferred?: string;
            primary?: boolean;
            remark?: string;
            title?: string;
        };
        CustomerNumberIn: {
            /** @description A number of that customer, which need not be shown for this */
            channelId?: string;
            customerId?: string;
            /** @description In full; or name a channel */
            phone?: string;
        };
        CustomerPlanView: {
            /** Format: date-time */
            at: string;
            channel: components["schemas"]["Channel"];
            content: string;
            goal: string;
            id: string;
            promised: boolean;
        };
        CustomerQuestion: {
            email?: string;
            name?: string;
            phone?: string;
            taxCode?: string;
            wechat?: string;
        };
        CustomerQuote: {
            /** Format: date-time */
            at: string;
            channel: components["schemas"]["Channel"];
            text: string;
        };
        CustomerReceiptItem: {
            from: components["schemas"]["CustomerRef"] | null;
            kind: string;
            pool: components["schemas"]["CustomerRef"] | null;
            reason: string;
            to: components["schemas"]["CustomerRef"] | null;
        };
        CustomerRecord: {
            abandonReason: string;
            actions: components["schemas"]["CustomerAct"][];
            address: string;
            archived: boolean;
            assignedAt: string | null;
            city: string;
            competitor: string;
            contactName: string;
            contactTitle: string;
            coolUntil: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Custom fields by key */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: double
             * @description Working days
             */
            daysInLayer: number;
            deal: components["schemas"]["Money"] | null;
            department: components["schemas"]["CustomerRef"] | null;
            doNotContact: boolean;
            firstDueAt: string | null;
            goal: string;
            /** @description Empty: not graded */
            grade: components["schemas"]["Grade"] | "";
            id: string;
            /**
             * Format: double
             * @description 0: no standard
             */
            idealDays: number;
            industry: string;
            kind: components["schemas"]["CustomerKind"];
            lastChannel: components["schemas"]["Channel"] | "";
            lastResult: components["schemas"]["Result"] | "";
            lastTouchAt: string | null;
            layer: components["schemas"]["Layer"];
            /** Format: date-time */
            layerSince: string;
            name: string;
            need: string;
            nextAt: string | null;
            nextChannel: components["schemas"]["Channel"] | "";
            nextGoal: string;
            owner: components["schemas"]["CustomerRef"] | null;
            /** @description Masked; empty for those who never see numbers */
            phone: string;
            phoneMasked: boolean;
            pool: components["schemas"]["CustomerRef"] | null;
            preference: string;
            product: components["schemas"]["CustomerRef"] | null;
            province: string;
            remark: string;
            selfFound: boolean;
            source: string;
            sourceDetail: string;
            tags: string[];
            taxCode: string;
            temperature: components["schemas"]["Temperature"];
            /** Format: int64 */
            touches: number;
            /** Format: date-time */
            updatedAt: string;
            /** Format: int64 */
            version: number;
            website: string;
        };
        CustomerRecordPart: {
            abandonReason?: string;
            actions?: components["schemas"]["CustomerAct"][];
            address?: string;
            archived?: boolean;
            assignedAt?: string | null;
            city?: string;
            competitor?: string;
            contactName?: string;
            contactTitle?: string;
            coolUntil?: string | null;
            /** Format: date-time */
            createdAt?: string;
            /** @description Custom fields by key */
            custom?: {
                [key: string]: unknown;
            };
            /**
             * Format: double
             * @description Working days
             */
            daysInLayer?: number;
            deal?: components["schemas"]["Money"] | null;
            department?: components["schemas"]["CustomerRef"] | null;
            doNotContact?: boolean;
            firstDueAt?: string | null;
            goal?: string;
            /** @description Empty: not graded */
            grade?: components["schemas"]["Grade"] | "";
            id: string;
            /**
             * Format: double
             * @description 0: no standard
             */
            idealDays?: number;
            industry?: string;
            kind?: components["schemas"]["CustomerKind"];
            lastChannel?: components["schemas"]["Channel"] | "";
            lastResult?: components["schemas"]["Result"] | "";
            lastTouchAt?: string | null;
            layer?: components["schemas"]["Layer"];
            /** Format: date-time */
            layerSince?: string;
            name?: string;
            need?: string;
            nextAt?: string | null;
            nextChannel?: components["schemas"]["Channel"] | "";
            nextGoal?: string;
            owner?: components["schemas"]["CustomerRef"] | null;
            /** @description Masked; empty for those who never see numbers */
            phone?: string;
            phoneMasked?: boolean;
            pool?: components["schemas"]["CustomerRef"] | null;
            preference?: string;
            product?: components["schemas"]["CustomerRef"] | null;
            province?: string;
            remark?: string;
            selfFound?: boolean;
            source?: string;
            sourceDetail?: string;
            tags?: string[];
            taxCode?: string;
            temperature?: components["schemas"]["Temperature"];
            /** Format: int64 */
            touches?: number;
            /** Format: date-time */
            updatedAt?: string;
            /** Format: int64 */
            version?: number;
            website?: string;
        };
        CustomerRef: {
            id: string;
            name: string;
        };
        CustomerSavedView: {
            columns: string[];
            filter: string;
            id: string;
            mine: boolean;
            name: string;
            /** @description Seen by the owner's whole department */
            shared: boolean;
            sort: string;
            /** @description Shipped with the product; cannot be changed */
            system: boolean;
            /** @description The filter, read */
            tree: components["schemas"]["ExprTree"] | null;
            /** Format: int64 */
            version: number;
        };
        CustomerShown: {
            /** @description tel: link; empty if it is no number */
            tel: string;
            value: string;
        };
        CustomerViewChange: {
            columns?: string[];
            filter?: string;
            name?: string;
            shared?: boolean;
            sort?: string;
            /** Format: int64 */
            version?: number;
        };
        CustomerViewCounts: {
            counts: {
                [key: string]: components["schemas"]["Total"];
            };
        };
        CustomerViewList: {
            items: components["schemas"]["CustomerSavedView"][];
        };
        Deal: {
            amount: components["schemas"]["Money"];
            closedAt: string | null;
            competitor: string;
            /** Format: date-time */
            createdAt: string;
            customer: components["schemas"]["CustomerRef"];
            /** @description 2026-10-31, or null */
            expectedOn: string | null;
            id: string;
            lossReason: string;
            name: string;
            owner: components["schemas"]["CustomerRef"] | null;
            /** Format: int64 */
            probability: number;
            product: components["schemas"]["CustomerRef"] | null;
            state: components["schemas"]["DealState"];
            /** Format: int64 */
            version: number;
        };
        DealChange: {
            amount?: components["schemas"]["Money"];
            competitor?: string;
            /** Format: date */
            expectedOn?: string;
            name?: string;
            /** Format: int64 */
            probability?: number;
            /** @description Empty text: none */
            productId?: string;
            /** Format: int64 */
            version: number;
        };
        DealContract: {
            acceptanceFile: components["schemas"]["CustomerRef"] | null;
            acceptedOn: string | null;
            amount: components["schemas"]["Money"];
            /** Format: date-time */
            createdAt: string;
            customer: components["schemas"]["CustomerRef"];
            dealId: string;
            file: components["schemas"]["CustomerRef"] | null;
            id: string;
            number: string;
            owner: components["schemas"]["CustomerRef"] | null;
            paid: components["schemas"]["Money"];
            payments?: components["schemas"]["DealPayment"][];
            /** Format: date */
            signedOn: string;
            /** Format: int64 */
            version: number;
        };
        DealContractItem: {
            acceptedOn: string | null;
            amount: components["schemas"]["Money"];
            id: string;
            number: string;
            paid: components["schemas"]["Money"];
            /** Format: date */
            signedOn: string;
        };
        DealIncoming: {
            amount: components["schemas"]["Money"];
            fileId?: string;
            method?: string;
            /** Format: date */
            paidOn: string;
            remark?: string;
        };
        DealItem: {
            amount: components["schemas"]["Money"];
            competitor: string;
            expectedOn: string | null;
            id: string;
            lossReason: string;
            name: string;
            product: string;
            state: components["schemas"]["DealState"];
        };
        DealOfCustomer: {
            contracts: components["schemas"]["DealContract"][];
            deals: components["schemas"]["Deal"][];
        };
        DealPaper: {
            amount: components["schemas"]["Money"];
            fileId?: string;
            number: string;
            /** Format: date */
            signedOn: string;
        };
        DealPaperChange: {
            amount?: components["schemas"]["Money"];
            fileId?: string;
            number?: string;
            /** Format: date */
            signedOn?: string;
            /** Format: int64 */
            version: number;
        };
        DealPayment: {
            amount: components["schemas"]["Money"];
            by: components["schemas"]["CustomerRef"] | null;
            /** Format: date-time */
            createdAt: string;
            fileId: string;
            id: string;
            method: string;
            /** Format: date */
            paidOn: string;
            remark: string;
        };
        DealPaymentItem: {
            amount: components["schemas"]["Money"];
            contract: string;
            method: string;
            /** Format: date */
            paidOn: string;
            remark: string;
        };
        /** @enum {string} */
        DealState: "open" | "won" | "lost";
        DealSum: {
            /**
             * Format: int64
             * @description Minor units
             */
            amount: number;
            /** Format: int64 */
            count: number;
            currency: string;
            /**
             * Format: int64
             * @description Of contracts: not paid yet
             */
            open: number;
        };
        DealSumsOut: {
            /** @description One per currency */
            items: components["schemas"]["DealSum"][];
        };
        DealTerms: {
            amount: components["schemas"]["Money"];
            competitor?: string;
            /** Format: date */
            expectedOn?: string;
            name: string;
            /** Format: int64 */
            probability?: number;
            productId?: string;
        };
        /** @enum {string} */
        Direction: "out" | "in";
        EvaluateInBody: {
            note: string;
            /** @description release: to this person instead */
            ownerId?: string;
            /** @description release: into this pool */
            poolId?: string;
            /** @description keep: until this day, 2026-12-01 */
            until?: string;
            /** @enum {string} */
            verdict: "release" | "keep" | "reject";
            /** Format: int64 */
            version?: number;
        };
        /** @enum {string} */
        ExprOp: "=" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in" | "between" | "contains" | "startsWith" | "has" | "is empty" | "is not empty";
        ExprTree: {
            /** @enum {string} */
            join?: "and" | "or";
            not?: components["schemas"]["ExprTree"];
            /** @description Of a join, two or more */
            of?: components["schemas"]["ExprTree"][];
            test?: components["schemas"]["ExprTreeTest"];
        };
        ExprTreeArg: {
            /** @enum {string} */
            kind: "text" | "number" | "bool" | "call";
            /**
             * Format: int64
             * @description The number a function takes
             */
            n?: number;
            /** @description A text, a number, true or false, or the name of a function */
            text: string;
        };
        ExprTreeTest: {
            /** @description None for is empty, two for between, any number for in */
            args: components["schemas"]["ExprTreeArg"][];
            field: string;
            op: components["schemas"]["ExprOp"];
        };
        FieldChange: {
            active?: boolean;
            label?: string;
            options?: string[];
            /** Format: int64 */
            position?: number;
            /** Format: int64 */
            version: number;
        };
        FieldDef: {
            /** @description false: shown and asked for no more; its values stay */
            active: boolean;
            id: string;
            key: string;
            /** @enum {string} */
            kind: "text" | "number" | "date" | "choice";
            label: string;
            /** @description Of a choice */
            options: string[];
            /**
             * Format: int64
             * @description Place in forms, smallest first
             */
            position: number;
            /** Format: int64 */
            version: number;
        };
        FieldNew: {
            /** @enum {string} */
            kind: "text" | "number" | "date" | "choice";
            label: string;
            options?: string[];
        };
        FieldProblem: {
            code: string;
            detail: string;
            /** @description JSON pointer into the body, or ?name of a query parameter */
            pointer: string;
        };
        FollowupAlarms: {
            /**
             * Format: int64
             * @description First responses overdue or with under 4 hours left
             */
            first: number;
            /**
             * Format: int64
             * @description Plans whose time has passed
             */
            overdue: number;
            /**
             * Format: int64
             * @description Visits and meetings planned for today
             */
            visits: number;
        };
        FollowupBandView: {
            /** Format: int64 */
            count: number;
            /** Format: int64 */
            high: number;
            /** Format: int64 */
            ideal: number;
            /** @description The first of layers */
            layer: components["schemas"]["Layer"];
            layers: components["schemas"]["Layer"][];
            /** Format: int64 */
            low: number;
        };
        FollowupCallView: {
            allowed: boolean;
            contactId: string;
            number: string;
            /** Format: date-time */
            startedAt: string;
            tel: string;
        };
        FollowupCallWhom: {
            /** @description Which number; the primary contact's when left out */
            channelId?: string;
        };
        FollowupCloseReason: {
            reason?: string;
        };
        FollowupCommentItem: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["CustomerRef"] | null;
            content: string;
            id: string;
            mentions: components["schemas"]["CustomerRef"][];
        };
        FollowupCommentRequest: {
            content: string;
            mentions?: string[];
        };
        FollowupCommentView: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["FollowupPersonRef"];
            content: string;
            id: string;
            mentions: components["schemas"]["FollowupMentioned"][];
        };
        FollowupCorrection: {
            /** @enum {string} */
            channel?: "call" | "visit" | "wechat" | "sms" | "email" | "meeting" | "other";
            content?: string;
            /** @enum {string} */
            direction?: "out" | "in";
            feedback?: string;
            /** @enum {string} */
            result?: "connected" | "no_answer" | "busy" | "off" | "wrong_number" | "refused" | "callback" | "do_not_contact" | "sent" | "read" | "replied" | "met";
            /** Format: int64 */
            seconds?: number;
        };
        FollowupDoneView: {
            /** Format: int64 */
            count: number;
            /** Format: int64 */
            due: number;
            /** @description Estimate at today's pace; null: none */
            finishAt: string | null;
        };
        FollowupFileView: {
            id: string;
            mime: string;
            name: string;
            /** Format: int64 */
            size: number;
        };
        FollowupLoggedView: {
            record: components["schemas"]["CustomerRecord"];
            touch: components["schemas"]["FollowupTouchView"];
        };
        FollowupMentioned: {
            id: string;
            name: string;
        };
        FollowupNextItem: {
            /** Format: date-time */
            at: string;
            channel: components["schemas"]["Channel"];
            content: string;
            state: string;
        };
        FollowupNextStep: {
            /** Format: date-time */
            at: string;
            /**
             * @description The touch's own, or call, when left out
             * @enum {string}
             */
            channel?: "call" | "visit" | "wechat" | "sms" | "email" | "meeting" | "other";
            content?: string;
            goal?: string;
            /** @description The customer was promised this time */
            promised?: boolean;
        };
        FollowupPersonRef: {
            id: string;
            name: string;
        };
        FollowupPlanCustomer: {
            grade: components["schemas"]["Grade"] | "";
            id: string;
            layer: components["schemas"]["Layer"];
            name: string;
        };
        FollowupPlanItem: {
            /** Format: date-time */
            at: string;
            channel: components["schemas"]["Channel"];
            content: string;
            customer: components["schemas"]["FollowupPlanCustomer"];
            goal: string;
            id: string;
            overdue: boolean;
            person: components["schemas"]["FollowupPersonRef"];
            promised: boolean;
            state: string;
        };
        FollowupPlanView: {
            /** Format: date-time */
            at: string;
            channel: components["schemas"]["Channel"];
            content: string;
            goal: string;
            id: string;
            promised: boolean;
            state: string;
        };
        FollowupPlannedView: {
            plan: components["schemas"]["FollowupPlanView"];
            record: components["schemas"]["CustomerRecord"];
        };
        FollowupPlansView: {
            items: components["schemas"]["FollowupPlanItem"][];
        };
        FollowupProposalView: {
            /** Format: date-time */
            at: string;
            label: string;
            recommended: boolean;
        };
        FollowupQueueItem: {
            customer: components["schemas"]["CustomerRecord"];
            /** @description null: some time today */
            dueAt: string | null;
            /** @enum {string} */
            kind: "promise" | "plan" | "first" | "layer" | "rhythm" | "no_plan";
            reason: components["schemas"]["FollowupReasonView"];
            /** @description Sorts as an overdue promise */
            urgent: boolean;
        };
        FollowupQueueItemPart: {
            customer: components["schemas"]["CustomerRecordPart"];
            /** @description null: some time today */
            dueAt: string | null;
            /** @enum {string} */
            kind: "promise" | "plan" | "first" | "layer" | "rhythm" | "no_plan";
            reason: components["schemas"]["FollowupReasonView"];
            /** @description Sorts as an overdue promise */
            urgent: boolean;
        };
        FollowupQueueView: {
            alarms: components["schemas"]["FollowupAlarms"];
            bands: components["schemas"]["FollowupBandView"][];
            done: components["schemas"]["FollowupDoneView"];
            items: components["schemas"]["FollowupQueueItem"][];
            /** @description The list was cut; the counts were not */
            more: boolean;
        };
        FollowupQueueViewPart: {
            alarms: components["schemas"]["FollowupAlarms"];
            bands: components["schemas"]["FollowupBandView"][];
            done: components["schemas"]["FollowupDoneView"];
            items: components["schemas"]["FollowupQueueItemPart"][];
            /** @description The list was cut; the counts were not */
            more: boolean;
        };
        FollowupReasonView: {
            code: string;
            params: {
                [key: string]: unknown;
            };
            text: string;
            /** @enum {string} */
            tone: "red" | "amber" | "green" | "none";
        };
        FollowupRhythmView: {
            /** @description The customer named a time: ask for it */
            choose: boolean;
            proposals: components["schemas"]["FollowupProposalView"][];
            why: string;
        };
        FollowupSummaryPerson: {
            /** Format: int64 */
            abandoned: number;
            /**
             * Format: int64
             * @description Moves back
             */
            back: number;
            /**
             * Format: int64
             * @description Touches in which somebody was spoken to
             */
            connected: number;
            /**
             * Format: int64
             * @description Different customers touched
             */
            customers: number;
            /**
             * Format: int64
             * @description Plans of the day that are done
             */
            dueDone: number;
            /**
             * Format: int64
             * @description Plans due by the end of the day that are still open
             */
            dueOpen: number;
            /**
             * Format: int64
             * @description Moves forward
             */
            moves: number;
            person: components["schemas"]["FollowupPersonRef"];
            /** Format: int64 */
            signed: number;
            /** Format: int64 */
            touches: number;
        };
        FollowupSummaryView: {
            /** Format: int64 */
            abandoned: number;
            /**
             * Format: int64
             * @description Moves back
             */
            back: number;
            /**
             * Format: int64
             * @description Touches in which somebody was spoken to
             */
            connected: number;
            /**
             * Format: int64
             * @description Different customers touched
             */
            customers: number;
            /** Format: date */
            day: string;
            /**
             * Format: int64
             * @description Plans of the day that are done
             */
            dueDone: number;
            /**
             * Format: int64
             * @description Plans due by the end of the day that are still open
             */
            dueOpen: number;
            /**
             * Format: int64
             * @description Moves forward
             */
            moves: number;
            name: string;
            people: components["schemas"]["FollowupSummaryPerson"][];
            /** Format: int64 */
            signed: number;
            team: boolean;
            /** @description To copy */
            text: string;
            /** Format: int64 */
            touches: number;
        };
        FollowupTouchItem: {
            canCorrect: boolean;
            channel: components["schemas"]["Channel"];
            comments: components["schemas"]["FollowupCommentItem"][];
            contact: components["schemas"]["CustomerRef"] | null;
            content: string;
            corrected: boolean;
            direction: components["schemas"]["Direction"];
            feedback: string;
            files: components["schemas"]["BlobItem"][];
            id: string;
            imported: boolean;
            next?: components["schemas"]["FollowupNextItem"];
            result: components["schemas"]["Result"];
            /** Format: int64 */
            seconds: number;
        };
        FollowupTouchRequest: {
            /**
             * Format: date-time
             * @description When it happened; now when left out
             */
            at?: string;
            /** @enum {string} */
            channel: "call" | "visit" | "wechat" | "sms" | "email" | "meeting" | "other";
            /** @description The customer was contacted today already, and this really is another contact */
            confirmTwice?: boolean;
            contactId?: string;
            content?: string;
            /**
             * @description Who began; out when left out
             * @enum {string}
             */
            direction?: "out" | "in";
            /** @description What the customer said */
            feedback?: string;
            files?: string[];
            next?: components["schemas"]["FollowupNextStep"];
            /** @enum {string} */
            result: "connected" | "no_answer" | "busy" | "off" | "wrong_number" | "refused" | "callback" | "do_not_contact" | "sent" | "read" | "replied" | "met";
            /** Format: int64 */
            seconds?: number;
            /** @enum {string} */
            temperature?: "hot" | "warm" | "cold";
        };
        FollowupTouchView: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["FollowupPersonRef"] | null;
            canCorrect: boolean;
            channel: components["schemas"]["Channel"];
            comments: components["schemas"]["FollowupCommentView"][];
            contactId: string;
            content: string;
            corrected: boolean;
            direction: components["schemas"]["Direction"];
            feedback: string;
            files: components["schemas"]["FollowupFileView"][];
            id: string;
            result: components["schemas"]["Result"];
            /** Format: int64 */
            seconds: number;
        };
        Funnel: {
            /** Format: int64 */
            coolingDays: number;
            holds: components["schemas"]["FunnelHold"][];
            layers: components["schemas"]["FunnelLayerIdeal"][];
            name: string;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            version: number;
        };
        FunnelBand: {
            /** Format: int64 */
            high: number;
            /** Format: int64 */
            low: number;
        };
        FunnelBoard: {
            columns: components["schemas"]["FunnelColumn"][];
        };
        FunnelColumn: {
            cards: components["schemas"]["CustomerRecord"][];
            /** Format: int64 */
            count: number;
            layer: components["schemas"]["Layer"];
            /** @description Cursor of the following cards; empty at the end */
            next: string;
        };
        FunnelCombined: {
            band: components["schemas"]["FunnelBand"];
            /** Format: int64 */
            count: number;
            /** Format: int64 */
            ideal: number;
            layers: components["schemas"]["Layer"][];
            state: components["schemas"]["BandState"];
        };
        FunnelDays: {
            /** Format: double */
            ideal: number;
            judged: boolean;
            longer: boolean;
            /** Format: int64 */
            n: number;
            /** Format: double */
            value: number;
        };
        FunnelEvidence: {
            id: string;
            /** @enum {string} */
            kind: "touch" | "plan" | "deal" | "contract" | "payment" | "file";
        };
        FunnelException: {
            /** Format: double */
            ideal: number;
            /** @enum {string} */
            kind: "rate" | "days" | "under" | "over" | "late" | "skipped";
            /** @description Which layers; empty: the funnel as a whole */
            layers: components["schemas"]["Layer"][];
            /**
             * Format: int64
             * @description The sample: exits, working days in a row, signings
             */
            n: number;
            /** Format: double */
            severity: number;
            /** Format: double */
            value: number;
        };
        FunnelExceptionsOut: {
            /** @description The worst first */
            items: components["schemas"]["FunnelException"][];
        };
        FunnelHold: {
            /**
             * Format: int64
             * @description Percent of the ideal
             */
            high: number;
            /** Format: int64 */
            ideal: number;
            layers: components["schemas"]["Layer"][];
            /**
             * Format: int64
             * @description Percent of the ideal
             */
            low: number;
        };
        FunnelLacking: {
            have: components["schemas"]["FunnelMissing"][];
            mayOverride: boolean;
            missing: components["schemas"]["FunnelMissing"][];
            to: components["schemas"]["Layer"];
        };
        FunnelLayerFigure: {
            band: components["schemas"]["FunnelBand"] | null;
            /** Format: int64 */
            count: number;
            days: components["schemas"]["FunnelDays"] | null;
            /** Format: int64 */
            entered: number;
            /**
             * Format: int64
             * @description Ideal stock; 0: none stated
             */
            ideal: number;
            layer: components["schemas"]["Layer"];
            rate: components["schemas"]["FunnelRate"] | null;
            state: components["schemas"]["BandState"];
        };
        FunnelLayerIdeal: {
            /**
             * Format: double
             * @description Ideal working days until the next layer; 0 for the last
             */
            days: number;
            layer: components["schemas"]["Layer"];
            name?: string;
            /**
             * Format: double
             * @description Ideal share in percent that moves on; 0 for the last
             */
            rate: number;
            standard?: string;
        };
        FunnelMissing: {
            /** @enum {string} */
            action: "edit" | "touch" | "plan" | "deal" | "contract" | "payment" | "acceptance";
            code: string;
            detail: string;
            layer: components["schemas"]["Layer"];
            params?: {
                [key: string]: unknown;
            };
        };
        FunnelMoveItem: {
            competitor: string;
            /** Format: double */
            days: number;
            evidence: unknown;
            from: components["schemas"]["Layer"];
            /** Format: double */
            ideal: number;
            imported: boolean;
            overridden: boolean;
            reason: string;
            to: components["schemas"]["Layer"];
        };
        FunnelNext: {
            have: components["schemas"]["FunnelMissing"][];
            missing: components["schemas"]["FunnelMissing"][];
            to: components["schemas"]["Layer"];
        };
        FunnelPeriod: {
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
        };
        FunnelRate: {
            /** Format: int64 */
            abandoned: number;
            below: boolean;
            /** Format: int64 */
            forward: number;
            /** Format: double */
            ideal: number;
            judged: boolean;
            /** Format: int64 */
            n: number;
            /** Format: double */
            value: number;
        };
        FunnelReport: {
            /** Format: int64 */
            abandoned: number;
            /** @description Layers that share one hold; null when none do */
            combined: components["schemas"]["FunnelCombined"] | null;
            layers: components["schemas"]["FunnelLayerFigure"][];
            /** Format: int64 */
            people: number;
            period: components["schemas"]["FunnelPeriod"];
            /**
             * Format: int64
             * @description Customers in layers 1-5 their owners found themselves; they may exceed the quota
             */
            selfFound: number;
            /** Format: int64 */
            signed: number;
            slots: components["schemas"]["FunnelSlots"];
        };
        FunnelSlots: {
            /** @description null while nothing was received */
            abandonedPerReceived: number | null;
            /** Format: int64 */
            earned: number;
            /** Format: int64 */
            received: number;
        };
        FunnelStanding: {
            /** @description null at the end and in the cold store */
            next: components["schemas"]["FunnelNext"] | null;
            steps: components["schemas"]["FunnelStep"][];
        };
        FunnelStep: {
            /**
             * Format: double
             * @description Working days spent there, over all stays
             */
            days: number;
            done: boolean;
            /**
             * Format: double
             * @description 0: none stated
             */
            ideal: number;
            layer: components["schemas"]["Layer"];
        };
        FunnelTemplateOut: {
            /** Format: int64 */
            coolingDays: number;
            holds: components["schemas"]["FunnelHold"][];
            layers: components["schemas"]["FunnelLayerIdeal"][];
            name: string;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            version: number;
        };
        FunnelVerdict: {
            /** @description The move would pass as it is, its words aside */
            allowed: boolean;
            have: components["schemas"]["FunnelMissing"][];
            mayOverride: boolean;
            missing: components["schemas"]["FunnelMissing"][];
            /** @description The customer changed since the version asked about */
            newer: boolean;
            to: components["schemas"]["Layer"];
            /** Format: int64 */
            version: number;
        };
        /** @enum {string} */
        Grade: "A" | "B" | "C";
        GrantInBody: {
            /** @description Why they may export more than 5,000 customers within a day */
            reason: string;
        };
        /** @enum {string} */
        Layer: "abandoned" | "resource" | "graded" | "contacted" | "lead" | "opportunity" | "signed" | "implemented";
        /** @enum {string} */
        Level: "novice" | "regular" | "experienced";
        LostInBody: {
            competitor?: string;
            reason: string;
            /** Format: int64 */
            version?: number;
        };
        Money: {
            /**
             * Format: int64
             * @description Minor units: 8600000 is ¥86,000.00
             */
            amount: number;
            /** @description ISO 4217 */
            currency: string;
        };
        MoveInBody: {
            competitor?: string;
            evidence?: components["schemas"]["FunnelEvidence"][];
            /** @description Move although the entry standard is not met; needs a reason */
            override?: boolean;
            /** @description When abandoning: refused, unreachable, unfit or bought_elsewhere */
            reason?: string;
            /** @enum {string} */
            to: "resource" | "graded" | "contacted" | "lead" | "opportunity" | "signed" | "implemented" | "abandoned";
            /** Format: int64 */
            version?: number;
        };
        NotifyNotice: {
            /** Format: date-time */
            at: string;
            customerId: string;
            id: string;
            kind: string;
            readAt: string | null;
            text: string;
        };
        NotifyNoticePage: {
            items: components["schemas"]["NotifyNotice"][];
            next: string;
        };
        NotifyUnreadCount: {
            /** Format: int64 */
            unread: number;
        };
        OrgDepartment: {
            active: boolean;
            id: string;
            managerId: string | null;
            name: string;
            /** @description null for the root */
            parentId: string | null;
            /**
             * Format: int64
             * @description Active people in the department itself
             */
            people: number;
            /** Format: int64 */
            version: number;
        };
        OrgDepartmentChange: {
            active?: boolean;
            managerId?: string;
            name?: string;
            parentId?: string;
            /** Format: int64 */
            version: number;
        };
        OrgHeir: {
            /** @description The pool that takes all customers */
            poolId?: string;
            /** @description The colleague who takes all customers */
            receiverId?: string;
        };
        OrgInvitation: {
            inviteUrl: string;
        };
        OrgListOrgDepartment: {
            items: components["schemas"]["OrgDepartment"][];
        };
        OrgListOrgName: {
            items: components["schemas"]["OrgName"][];
        };
        OrgListOrgPerson: {
            items: components["schemas"]["OrgPerson"][];
        };
        OrgName: {
            active: boolean;
            departmentId: string;
            id: string;
            name: string;
        };
        OrgNewDepartment: {
            managerId?: string;
            name: string;
            parentId: string;
        };
        OrgNewPerson: {
            departmentId: string;
            email: string;
            /** @enum {string} */
            level?: "novice" | "regular" | "experienced";
            name: string;
            phone?: string;
            /** Format: int64 */
            quota?: number;
            roles: string[];
            /**
             * @description Left out: follows the roles
             * @enum {string}
             */
            scope?: "none" | "own" | "team" | "subtree" | "all";
            skills?: components["schemas"]["OrgSkills"];
        };
        OrgPerson: {
            active: boolean;
            /** Format: date-time */
            createdAt: string;
            department: components["schemas"]["OrgPlace"];
            email: string;
            id: string;
            /** @description Shown once: where the person chooses a password, for 48 hours */
            inviteUrl?: string;
            level: components["schemas"]["Level"];
            name: string;
            phone?: string;
            /** Format: int64 */
            quota: number;
            roles: components["schemas"]["Role"][];
            scope: components["schemas"]["Scope"];
            skills: components["schemas"]["OrgSkills"];
            /** Format: int64 */
            used: number;
            /** Format: int64 */
            version: number;
        };
        OrgPersonChange: {
            departmentId?: string;
            email?: string;
            /** @enum {string} */
            level?: "novice" | "regular" | "experienced";
            name?: string;
            phone?: string;
            /** Format: int64 */
            quota?: number;
            roles?: string[];
            /** @enum {string} */
            scope?: "none" | "own" | "team" | "subtree" | "all";
            skills?: components["schemas"]["OrgSkills"];
            /** Format: int64 */
            version: number;
        };
        OrgPlace: {
            id: string;
            name: string;
        };
        OrgQuotaBody: {
            /** Format: int64 */
            quota: number;
        };
        OrgSettingsChange: {
            currency?: string;
            language?: string;
            name?: string;
            phoneRegion?: string;
            /** Format: int64 */
            version: number;
            zone?: string;
        };
        OrgSkills: {
            industries?: string[];
            languages?: string[];
            /** @description Ids of products */
            products?: string[];
            regions?: string[];
        };
        Organisation: {
            /** @description ISO 4217 */
            currency: string;
            demo: boolean;
            id: string;
            language: string;
            name: string;
            /** @description ISO 3166 country of numbers written without a country code */
            phoneRegion: string;
            /** Format: int64 */
            version: number;
            /** @description IANA time zone; working days and reports follow it */
            zone: string;
        };
        PageAuditItem: {
            items: components["schemas"]["AuditItem"][];
            next: string;
            total?: components["schemas"]["Total"];
        };
        PageBulkView: {
            items: components["schemas"]["BulkView"][];
            next: string;
            total?: components["schemas"]["Total"];
        };
        PageCustomerRecord: {
            items: components["schemas"]["CustomerRecord"][];
            next: string;
            total?: components["schemas"]["Total"];
        };
        PageCustomerRecordPart: {
            items: components["schemas"]["CustomerRecordPart"][];
            next: string;
            total?: components["schemas"]["Total"];
        };
        PageDealContract: {
            items: components["schemas"]["DealContract"][];
            next: string;
            total?: components["schemas"]["Total"];
        };
        PageDealDeal: {
            items: components["schemas"]["Deal"][];
            next: string;
            total?: components["schemas"]["Total"];
        };
        PatchContactInBody: {
            channels?: components["schemas"]["CustomerChannelChange"][];
            name?: string;
            preferred?: string;
            primary?: boolean;
            remark?: string;
            title?: string;
            /**
             * Format: int64
             * @description The contact's version
             */
            version: number;
        };
        PatchCustomerInBody: {
            address?: string;
            city?: string;
            competitor?: string;
            custom?: {
                [key: string]: unknown;
            };
            doNotContact?: boolean;
            goal?: string;
            /** @enum {string} */
            grade?: "A" | "B" | "C" | "";
            industry?: string;
            /** @enum {string} */
            kind?: "company" | "person";
            name?: string;
            need?: string;
            preference?: string;
            /** @description Empty: none */
            productId?: string;
            province?: string;
            remark?: string;
            source?: string;
            sourceDetail?: string;
            tags?: string[];
            taxCode?: string;
            /** @enum {string} */
            temperature?: "hot" | "warm" | "cold";
            /** Format: int64 */
            version: number;
            website?: string;
        };
        PlanInBody: {
            /** Format: date-time */
            at: string;
            /**
             * @description The touch's own, or call, when left out
             * @enum {string}
             */
            channel?: "call" | "visit" | "wechat" | "sms" | "email" | "meeting" | "other";
            content?: string;
            goal?: string;
            /** @description The customer was promised this time */
            promised?: boolean;
            /** @description Why an earlier plan is replaced */
            reason?: string;
        };
        PostFindInBody: {
            /** @description Full number, e-mail, WeChat id or customer id */
            q: string;
        };
        PostMergeInBody: {
            from: string;
            /** Format: int64 */
            version?: number;
        };
        PostRevealInBody: {
            /** @description Empty: the first number of the primary contact */
            channelId?: string;
            /** @description Instead: a text with numbers in it, one of hidden */
            field?: string;
        };
        PostSharedNumberInBody: {
            /** @description A number of that customer, which need not be shown for this */
            channelId?: string;
            customerId?: string;
            /** @description In full; or name a channel */
            phone?: string;
            reason: string;
        };
        PostViewInBody: {
            columns?: string[];
            filter?: string;
            /**
             * @default customers
             * @enum {string}
             */
            list?: "customers" | "deals" | "contracts";
            name?: string;
            shared?: boolean;
            sort?: string;
            /** Format: int64 */
            version?: number;
        };
        PrivacyDone: {
            /** Format: int64 */
            facts: number;
            /** Format: int64 */
            files: number;
            /** @description The numbers stay barred from calls, as a keyed hash */
            refused: boolean;
            rows: {
                [key: string]: number;
            };
        };
        PrivacyErasureIn: {
            /** @description The name of the person, typed */
            confirm: string;
            /** @description One contact of a company; the customer itself when left out */
            contactId?: string;
            reason: string;
        };
        PrivacyFound: {
            contacts: components["schemas"]["PrivacyFoundContact"][];
            customerId: string;
            name: string;
        };
        PrivacyFoundContact: {
            id: string;
            name: string;
        };
        PrivacyFoundOut: {
            items: components["schemas"]["PrivacyFound"][];
        };
        Problem: {
            /** @description Stable name of the error; its sentence is error.<code> in the catalogues */
            code: string;
            detail: string;
            errors?: components["schemas"]["FieldProblem"][];
            params?: {
                [key: string]: unknown;
            };
            requestId?: string;
            /** @description The newer record of a conflict, or what a refused act lacks */
            state?: components["schemas"]["Organisation"] | components["schemas"]["OrgDepartment"] | components["schemas"]["OrgPerson"] | components["schemas"]["Product"] | components["schemas"]["FieldDef"] | components["schemas"]["CustomerRecord"] | components["schemas"]["CustomerDuplicates"] | components["schemas"]["CustomerMergedInto"] | components["schemas"]["CustomerSavedView"] | components["schemas"]["FunnelLacking"] | components["schemas"]["Funnel"] | components["schemas"]["Deal"] | components["schemas"]["DealContract"];
            /** Format: int64 */
            status: number;
            title: string;
            type: string;
        };
        Product: {
            active: boolean;
            code: string;
            id: string;
            name: string;
            price: components["schemas"]["Money"];
            /** Format: int64 */
            version: number;
        };
        ProductChange: {
            /** @description false: no longer sold */
            active?: boolean;
            code?: string;
            name?: string;
            price?: components["schemas"]["Money"];
            /** Format: int64 */
            version: number;
        };
        ProductNew: {
            code?: string;
            name: string;
            /** @description List price; without a currency it is the organisation's */
            price?: components["schemas"]["Money"];
        };
        Products: {
            items: components["schemas"]["Product"][];
        };
        PutCollaboratorInBody: {
            mayTouch: boolean;
            /**
             * Format: date-time
             * @description Absent: until taken back
             */
            until?: string;
        };
        ReadInBody: {
            all?: boolean;
            ids?: string[];
        };
        /** @enum {string} */
        Result: "connected" | "no_answer" | "busy" | "off" | "wrong_number" | "refused" | "callback" | "do_not_contact" | "sent" | "read" | "replied" | "met";
        /** @enum {string} */
        Role: "rep" | "manager" | "director" | "support" | "service" | "finance" | "admin";
        RoundRobinInBody: {
            departmentId: string;
            dryRun?: boolean;
            /** @description Instead of ids: customers of the pool, or of the actor's scope without one */
            filter?: string;
            ids?: string[];
            poolId?: string;
        };
        /** @enum {string} */
        Scope: "none" | "own" | "team" | "subtree" | "all";
        /** @enum {string} */
        SheetOrder: "ymd" | "dmy" | "mdy";
        /** @enum {string} */
        Temperature: "hot" | "warm" | "cold";
        TemplateInBody: {
            /** Format: int64 */
            coolingDays: number;
            holds: components["schemas"]["FunnelHold"][];
            layers: components["schemas"]["FunnelLayerIdeal"][];
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            version: number;
        };
        Timeline: {
            /** @description With the first page */
            counts?: components["schemas"]["TimelineCounts"];
            items: components["schemas"]["TimelineItem"][];
            next: string;
        };
        TimelineCounts: {
            /** Format: int64 */
            all: number;
            /** Format: int64 */
            change: number;
            /** Format: int64 */
            deal: number;
            /** Format: int64 */
            file: number;
            /** Format: int64 */
            touch: number;
        };
        TimelineItem: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["CustomerRef"] | null;
            change?: components["schemas"]["CustomerChangeItem"];
            contract?: components["schemas"]["DealContractItem"];
            deal?: components["schemas"]["DealItem"];
            file?: components["schemas"]["BlobItem"];
            id: string;
            move?: components["schemas"]["FunnelMoveItem"];
            payment?: components["schemas"]["DealPaymentItem"];
            receipt?: components["schemas"]["CustomerReceiptItem"];
            touch?: components["schemas"]["FollowupTouchItem"];
            /** @enum {string} */
            type: "receipt" | "change" | "move" | "touch" | "deal" | "contract" | "payment" | "file";
        };
        Total: {
            /** Format: int64 */
            count: number;
            /** @description true: there are more than count */
            more: boolean;
        };
        VersionInBody: {
            /** Format: int64 */
            version: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "post-assign-round-robin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoundRobinInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignHandOut"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-audit": {
        parameters: {
            query?: {
                /** @description Id of the record the fact is about */
                subject?: string;
                customer?: string;
                /** @description Who acted */
                person?: string;
                /** @description A kind or its beginning: auth, customer.Revealed */
                kind?: string;
                /** @description Day, 2026-10-14 */
                from?: string;
                /** @description Day, included */
                to?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageAuditItem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-bulk-acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerBulk"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerBulkAct"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-bulk-acts-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerBulkActOut"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cold": {
        parameters: {
            query?: {
                /** @description Condition over the fields of GET /fields */
                filter?: string;
                /** @description Names, pinyin, initials, the last four digits of a phone */
                q?: string;
                /** @description Name of a sort, with - in front for descending */
                sort?: string;
                limit?: number;
                /** @description next of the page before, with the same filter, q and sort */
                cursor?: string;
                /** @description Count the list too, exactly up to 1,000 */
                total?: boolean;
                /** @description Members of the record to send, with commas between; the id is always sent. Empty: all. Fewer members are read and sent faster */
                fields?: components["schemas"]["CustomerMemberName"][];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCustomerRecordPart"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-contracts": {
        parameters: {
            query?: {
                /** @description Condition over the fields of GET /fields */
                filter?: string;
                /** @description Names, pinyin, initials, the last four digits of a phone */
                q?: string;
                /** @description Name of a sort, with - in front for descending */
                sort?: string;
                limit?: number;
                /** @description next of the page before, with the same filter, q and sort */
                cursor?: string;
                /** @description Count the list too, exactly up to 1,000 */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDealContract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-contracts-sums": {
        parameters: {
            query?: {
                /** @description Condition over the fields of GET /fields */
                filter?: string;
                /** @description Names, pinyin, initials, the last four digits of a phone */
                q?: string;
                /** @description Name of a sort, with - in front for descending */
                sort?: string;
                limit?: number;
                /** @description next of the page before, with the same filter, q and sort */
                cursor?: string;
                /** @description Count the list too, exactly up to 1,000 */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealSumsOut"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-contracts-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealContract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-contracts-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DealPaperChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealContract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-contracts-id-acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptanceInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealContract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-contracts-id-payments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DealIncoming"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealContract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers": {
        parameters: {
            query?: {
                /** @description Condition over the fields of GET /fields */
                filter?: string;
                /** @description Names, pinyin, initials, the last four digits of a phone */
                q?: string;
                /** @description Name of a sort, with - in front for descending */
                sort?: string;
                limit?: number;
                /** @description next of the page before, with the same filter, q and sort */
                cursor?: string;
                /** @description Count the list too, exactly up to 1,000 */
                total?: boolean;
                /** @description Empty: customers with an owner. Pools have routes of their own */
                in?: "cold" | "archived" | "";
                /** @description Id of a saved view: its filter and sort, narrowed by filter */
                view?: string;
                /** @description Members of the record to send, with commas between; the id is always sent. Empty: all. Fewer members are read and sent faster */
                fields?: components["schemas"]["CustomerMemberName"][];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCustomerRecordPart"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerBulk"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerBulkDone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerQuestion"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerAnswer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-shared-numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostSharedNumberInBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-shared-numbers-unmark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerNumberIn"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-id": {
        parameters: {
            query?: {
                /** @description Also the steps so far and what the next layer asks for */
                standing?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerFull"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-customers-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchCustomerInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-archive": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-assign": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-call": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FollowupCallWhom"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowupCallView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-claim": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-customers-id-collaborators-personId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutCollaboratorInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerCollaborator"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-customers-id-collaborators-personId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                personId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-contacts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerNewContact"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerContactAnswer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-customers-id-contacts-contactId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-customers-id-contacts-contactId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                contactId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PatchContactInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerContactAnswer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-id-deals": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealOfCustomer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-deals": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DealTerms"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-erasure": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrivacyErasureIn"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyDone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EvaluateInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-merge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostMergeInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-moves": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-id-moves-check": {
        parameters: {
            query: {
                to: "resource" | "graded" | "contacted" | "lead" | "opportunity" | "signed" | "implemented" | "abandoned";
                version?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FunnelVerdict"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-id-personal-data": {
        parameters: {
            query?: {
                contact?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": Blob;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-plans": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowupPlannedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-plans-planId-cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                planId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FollowupCloseReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-plans-planId-done": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                planId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["FollowupCloseReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-id-receipts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignItemsAssignReceipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-release": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AssignReleaseBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerRecord"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-reveal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostRevealInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerShown"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-id-timeline": {
        parameters: {
            query?: {
                /** @description Tab; empty: everything but changes of the record */
                kind?: "touch" | "move" | "deal" | "file" | "change" | "";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-touches": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowupTouchRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowupLoggedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-customers-id-touches-touchId": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                touchId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowupCorrection"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowupLoggedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-id-touches-touchId-comments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                touchId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FollowupCommentRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowupCommentView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-deals": {
        parameters: {
            query?: {
                /** @description Default: all */
                state?: "open" | "won" | "lost";
                /** @description Condition over the fields of GET /fields */
                filter?: string;
                /** @description Names, pinyin, initials, the last four digits of a phone */
                q?: string;
                /** @description Name of a sort, with - in front for descending */
                sort?: string;
                limit?: number;
                /** @description next of the page before, with the same filter, q and sort */
                cursor?: string;
                /** @description Count the list too, exactly up to 1,000 */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageDealDeal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-deals-sums": {
        parameters: {
            query?: {
                /** @description Default: all */
                state?: "open" | "won" | "lost";
                /** @description Condition over the fields of GET /fields */
                filter?: string;
                /** @description Names, pinyin, initials, the last four digits of a phone */
                q?: string;
                /** @description Name of a sort, with - in front for descending */
                sort?: string;
                limit?: number;
                /** @description next of the page before, with the same filter, q and sort */
                cursor?: string;
                /** @description Count the list too, exactly up to 1,000 */
                total?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealSumsOut"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-deals-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DealChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-deals-id-contract": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DealPaper"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DealContract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-deals-id-lost": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LostInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgListOrgDepartment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrgNewDepartment"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDepartment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-departments-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrgDepartmentChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgDepartment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-export": {
        parameters: {
            query?: {
                filter?: string;
                q?: string;
                sort?: string;
                in?: string;
                pool?: string;
                format?: string;
                ids?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerFieldList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldDef"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-fields-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FieldDef"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file?: Blob;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Blob"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-files-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-filters": {
        parameters: {
            query?: {
                /** @description A condition over the fields of GET /fields */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerFilter"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-funnel": {
        parameters: {
            query?: {
                owner?: string;
                department?: string;
                /** @description First day, 2026-10-01; default: the first of the month */
                from?: string;
                /** @description Last day; default: today */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FunnelReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-funnel-board": {
        parameters: {
            query?: {
                owner?: string;
                department?: string;
                /** @description One column only */
                layer?: "resource" | "graded" | "contacted" | "lead" | "opportunity" | "signed" | "implemented";
                /** @description With layer: the cards after a page's next */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FunnelBoard"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-funnel-exceptions": {
        parameters: {
            query?: {
                owner?: string;
                department?: string;
                /** @description First day, 2026-10-01; default: the first of the month */
                from?: string;
                /** @description Last day; default: today */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FunnelExceptionsOut"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-funnel-template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FunnelTemplateOut"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-funnel-template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FunnelTemplateOut"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-hold": {
        parameters: {
            query?: {
                department?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignItemsAssignHolding"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-imports": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageBulkView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file?: Blob;
                };
            };
        };
        responses: {
            /** @description OK */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-imports-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-imports-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-imports-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkAdjustment"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-imports-id-errors": {
        parameters: {
            query?: {
                outcome?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": Blob;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-imports-id-run": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-imports-id-undo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthInviteBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthMe"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-invite-read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthInviteReadBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthInvited"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": Blob;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthLoginBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthMe"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthMe"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthMeChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthMe"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-me-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthPasswordBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-me-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthSessionList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-me-sessions-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-me-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthSessionList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-me-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthNewToken"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthCreatedToken"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-me-tokens-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-notices": {
        parameters: {
            query?: {
                /** @description Only those I have not read */
                unread?: boolean;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifyNoticePage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-notices-read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifyUnreadCount"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrgSettingsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-people": {
        parameters: {
            query?: {
                q?: string;
                department?: string;
                active?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgListOrgPerson"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrgNewPerson"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgPerson"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-people-names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgListOrgName"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-people-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgPerson"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-people-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrgPersonChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgPerson"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-people-id-disable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrgHeir"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgPerson"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-people-id-enable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgPerson"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-people-id-export-grant": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkGrant"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-people-id-invite": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgInvitation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-people-id-quota": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrgQuotaBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrgPerson"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-personal-data-find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostFindInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyFoundOut"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppPong"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-plans": {
        parameters: {
            query?: {
                /** @description Whose plans; mine when left out */
                owner?: string;
                /** @description RFC 3339 or a day; open plans of before are left out */
                from?: string;
                /** @description RFC 3339 or a day, which counts in full */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowupPlansView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignItemsAssignListed"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignPoolChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignListed"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-pools-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignPoolChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignListed"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-pools-id-customers": {
        parameters: {
            query?: {
                /** @description Condition over the fields of GET /fields */
                filter?: string;
                /** @description Names, pinyin, initials, the last four digits of a phone */
                q?: string;
                /** @description Name of a sort, with - in front for descending */
                sort?: string;
                limit?: number;
                /** @description next of the page before, with the same filter, q and sort */
                cursor?: string;
                /** @description Count the list too, exactly up to 1,000 */
                total?: boolean;
                /** @description Members of the record to send, with commas between; the id is always sent. Empty: all. Fewer members are read and sent faster */
                fields?: components["schemas"]["CustomerMemberName"][];
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageCustomerRecordPart"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-products": {
        parameters: {
            query?: {
                /** @description Also those no longer sold */
                all?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Products"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductNew"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-products-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-queue": {
        parameters: {
            query?: {
                /** @description Whose queue; mine when left out */
                owner?: string;
                /** @description Everybody I see, in one order */
                team?: boolean;
                /** @description Members of the record to send, with commas between; the id is always sent. Empty: all. Fewer members are read and sent faster */
                fields?: components["schemas"]["CustomerMemberName"][];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowupQueueViewPart"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-rhythm": {
        parameters: {
            query: {
                customer: string;
                result?: "connected" | "no_answer" | "busy" | "off" | "wrong_number" | "refused" | "callback" | "do_not_contact" | "sent" | "read" | "replied" | "met";
                /** @description The customer's own when left out */
                temperature?: "hot" | "warm" | "cold";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowupRhythmView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthSetupState"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthFirstRun"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthMe"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-summary": {
        parameters: {
            query?: {
                /** @description One person; mine when nothing is given and I lead no team */
                owner?: string;
                /** @description A team */
                department?: string;
                /** @description Today when left out */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FollowupSummaryView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-views": {
        parameters: {
            query?: {
                list?: "customers" | "deals" | "contracts";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerViewList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostViewInBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerSavedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-views-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerViewCounts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-views-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-views-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerViewChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerSavedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
