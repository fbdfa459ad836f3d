namespace Funnel.Connectors.Http;

/// <summary>What a call may have left behind.</summary>
internal enum CallKind
{
    /// <summary>Changes nothing, whatever its HTTP method: tried again inside.</summary>
    Read,

    /// <summary>May have been carried out whenever the platform did not clearly say no. One attempt.</summary>
    Send,
}
