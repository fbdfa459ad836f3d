using Funnel.Reasons;

namespace Funnel.Connectors;

/// <summary>Why a platform call did not do what was asked. Whether a call may be tried again is computed from this alone.</summary>
public enum FailureKind
{
    /// <summary>The platform asked us to slow down; the call was not carried out.</summary>
    RateLimited,

    /// <summary>The day's quota is used up; the call was not carried out.</summary>
    QuotaExhausted,

    /// <summary>A passing fault, and the call was certainly not carried out.</summary>
    Transient,

    /// <summary>The access token is dead; refresh it, or ask the merchant to connect again. Not carried out.</summary>
    AuthExpired,

    /// <summary>The app or the user lacks the capability. Not carried out; nothing will help but an operator.</summary>
    Forbidden,

    /// <summary>The content or the parameters were refused. Not carried out.</summary>
    Rejected,

    /// <summary>What it is about (comment, video, contact) does not exist any more. Not carried out.</summary>
    Gone,

    /// <summary>The chat window is closed or its allowance is used up. Not carried out.</summary>
    WindowClosed,

    /// <summary>Nobody can say whether a send was carried out: timeout, broken connection, 5xx. Read back before anything else.</summary>
    Unknown,
}

/// <param name="Code">The platform's own code (<c>28003018</c>, <c>41050</c>), or <c>http-503</c>, <c>timeout</c>.</param>
/// <param name="Message">What happened, for an operator. Holds no token and no personal data.</param>
/// <param name="RetryAfter">How long to wait, when the platform said so or its rules fix it.</param>
public sealed record Failure(FailureKind Kind, string Code, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>The same as data, when it is we who say it; null for what a platform or the connector to it says.</summary>
    public Reason? Because { get; init; }

    /// <summary>A failure that is none of the platform's.</summary>
    internal static Failure Ours(FailureKind kind, string code, Reason because, TimeSpan? retryAfter = null) => new(kind, code, because.Words, retryAfter) { Because = because };

    /// <summary>For state and journal.</summary>
    public Reason ToReason() => Because ?? Reason.PlatformFailure(Kind.ToString(), Code, Message);

    public override string ToString() => $"{Kind} ({Code}): {Message}";
}

/// <summary>The one place that says what may be tried again.</summary>
public static class FailureKinds
{
    /// <summary>A read changes nothing, so anything that may pass by itself is worth another try.</summary>
    public static bool MayRetryRead(this FailureKind kind) => kind is FailureKind.RateLimited or FailureKind.Transient or FailureKind.Unknown;

    /// <summary>A send may be repeated only when the platform certainly did not carry it out and the reason can pass.</summary>
    public static bool MayRetrySend(this FailureKind kind) =>
        kind is FailureKind.RateLimited or FailureKind.QuotaExhausted or FailureKind.Transient or FailureKind.AuthExpired;

    /// <summary>Nothing but a person can help.</summary>
    public static bool NeedsPerson(this FailureKind kind) => kind is FailureKind.Forbidden or FailureKind.Rejected;
}

/// <summary>A value, or the reason why there is none. Expected failures travel as values; faults of our own are thrown.</summary>
public readonly struct Outcome<T>
{
    private readonly T value;

    private Outcome(T value, Failure? failure) => (this.value, Failure) = (value, failure);

    public Failure? Failure { get; }

    public bool Ok => Failure is null;

    /// <exception cref="InvalidOperationException">There is a <see cref="Failure"/> instead.</exception>
    public T Value => Failure is null ? value : throw new InvalidOperationException($"No value: {Failure}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Failure failure) => new(default!, failure);
}

/// <summary>The value of a call that has nothing to return but that it was done.</summary>
public readonly record struct Done;
