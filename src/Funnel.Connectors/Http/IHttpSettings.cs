namespace Funnel.Connectors.Http;

/// <summary>What a platform's settings say of how it is called.</summary>
internal interface IHttpSettings
{
    /// <summary>The API's address; a path in it is kept.</summary>
    Uri BaseUrl { get; }

    /// <summary>Longest time for one call; a read's retries are included.</summary>
    TimeSpan Timeout { get; }

    /// <summary>What reads get and sends do not.</summary>
    ReadOptions Reads { get; }
}
