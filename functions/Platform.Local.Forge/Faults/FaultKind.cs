namespace Platform.Local.Forge.Faults;

/// <summary>The ways in which GitHub lets its callers down.</summary>
internal enum FaultKind
{
    /// <summary>404 for something that is there: a read right after its creation.</summary>
    NotFound,

    /// <summary>409: the repository is there and its first commit is not.</summary>
    EmptyRepository,

    /// <summary>409 for a change: somebody else is at it.</summary>
    Conflict,

    /// <summary>422: the tree or commit that was just made is not known where the next call arrives.</summary>
    ObjectMissing,

    /// <summary>A read answers from a replica that lags behind; meets only reads for which that makes a difference.</summary>
    Stale,

    /// <summary>Somebody else makes a repository of that name just before the call.</summary>
    NameTaken,

    /// <summary>403 (or 429) with <c>Retry-After</c> and a text about the secondary limit.</summary>
    SecondaryLimit,

    /// <summary>403 (or 429) with no calls remaining until the reset.</summary>
    RateLimited,

    /// <summary>429 with <c>Retry-After</c>.</summary>
    TooManyRequests,

    /// <summary>A 5xx before any effect.</summary>
    ServerError,

    /// <summary>A 5xx although everything happened.</summary>
    ServerErrorAfter,

    /// <summary>The HTML page that GitHub's proxies answer with, before any effect.</summary>
    ErrorPage,

    /// <summary>The connection breaks and nothing happened.</summary>
    DropBefore,

    /// <summary>The connection breaks and everything happened.</summary>
    DropAfter,

    /// <summary>Everything happened, and the connection breaks in the middle of the answer's body.</summary>
    HalfBody,

    /// <summary>Everything happened, and the body ends in its middle as if that were its end.</summary>
    TruncatedBody,

    /// <summary>Everything happened, and the answer begins late.</summary>
    SlowHeaders,

    /// <summary>Everything happened, and the second half of the body comes late.</summary>
    SlowBody,

    /// <summary>A webhook arrives twice with the same delivery id.</summary>
    DuplicateWebhook,

    /// <summary>A webhook arrives late, and so perhaps after its successors.</summary>
    LateWebhook,

    /// <summary>A webhook arrives after its successor, if there is one soon.</summary>
    ReorderedWebhook,

    /// <summary>A webhook never arrives.</summary>
    LostWebhook,
}
